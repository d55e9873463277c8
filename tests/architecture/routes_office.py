"""The inbox, and the office with its signers: pages of every role, and of university A's."""

from tests.architecture.routes import Part
from tests.architecture.routes_portal import COLUMNS

PATHS = {
    "notices:open": "/notices/{notice}/",
    "notices:read": "/notices/{notice}/read/",
    "office:signer_end": "/office/signers/{signer}/end/",
    "office:closed_day_remove": "/office/closed-days/{closed_day}/remove/",
}

FORMS = {
    "office:edit": {"name_th": "สำนักทะเบียน"},
    "office:signer_new": {"name_th": "นายทดสอบ", "post_th": "นายทะเบียน", "valid_from": "1/1/2569"},
    "office:signer_end": {"last_day": "30/9/2569"},
    "office:closed_day_new": {"on": "2/3/2569", "name": "วันหยุดของมหาวิทยาลัย"},
}

EVERYBODY = """
notices:inbox             *    405
notices:open              *    405
notices:read              405  *
notices:read_all          405  *
office:office             *    405
office:closed_day_remove  405  *
"""

# Columns: nobody | uploader A, certifier A, uploader B, certifier B | registrar A, approver A,
# registrars B and C, approvers B and C | director A, coordinator, secretary, privacy officer
BY_ROLE = """
notices:inbox             GET  302 200 200 200 200 200 200 200 200 200 200 200 200
notices:open              GET  302 404 404 404 404 302 302 404 404 404 404 404 404
notices:read              POST 302 404 404 404 404 302 302 404 404 404 404 404 404
notices:read_all          POST 302 302 302 302 302 302 302 302 302 302 302 302 302
notices:mail_settings     GET  302 200 200 200 200 200 200 200 200 200 200 200 200
notices:mail_settings     POST 302 302 302 302 302 302 302 302 302 302 302 302 302
office:office             GET  302 403 403 403 403 200 200 200 200 403 403 200 403
office:edit               GET  302 403 403 403 403 403 200 403 200 403 403 200 403
office:edit               POST 302 403 403 403 403 403 302 403 302 403 403 302 403
office:signer_new         GET  302 403 403 403 403 403 200 403 200 403 403 200 403
office:signer_new         POST 302 403 403 403 403 403 302 403 302 403 403 302 403
office:signer_end         GET  302 403 403 403 403 403 200 403 404 403 403 404 403
office:signer_end         POST 302 403 403 403 403 403 302 403 404 403 403 404 403
office:closed_day_new     GET  302 403 403 403 403 403 200 403 200 403 403 200 403
office:closed_day_new     POST 302 403 403 403 403 403 302 403 302 403 403 302 403
office:closed_day_remove  POST 302 403 403 403 403 403 302 403 404 403 403 404 403
"""

EMPTY = """
office:edit            approver_a  422
office:signer_new      approver_a  422
office:signer_end      approver_a  422
office:closed_day_new  approver_a  422
"""

OFFICE = Part(COLUMNS, EVERYBODY, BY_ROLE, PATHS, FORMS, EMPTY)
