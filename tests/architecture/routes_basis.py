"""Pages of the basis of courses at another university: agreements, rules, offerings, catalogue.

University A is the home of all students and B their host, under one agreement in force; another is
being negotiated and one is open for signature. C has rules of its own and nothing else.
"""

from tests.architecture.routes import Part

COLUMNS = {
    "nobody": ("anonymous", "client_a", "client_b", "client_c", "verifier_a", "reader_a",
               "reader_b", "clerk_a", "clerk_b"),
    "schools": ("uploader_a", "certifier_a", "uploader_b", "certifier_b"),
    "network": ("coordinator", "secretary", "privacy", "privacy_b"),
    "registrar A": ("registrar_a",),
    "approver A": ("approver_a",),
    "director A": ("director_a",),
    "registrar B": ("registrar_b",),
    "approver B": ("approver_b",),
    "registrar C": ("registrar_c",),
    "approver C": ("approver_c",),
}  # fmt: skip

AGREEMENTS, OFFERINGS = "/courses/agreements", "/courses/offerings"
# Columns: nobody, schools, network of universities | home: registrar A, approver A, director A |
# host: registrar B, approver B | stranger: registrar C, approver C
BASIS = Part(
    COLUMNS,
    everybody="""
courses:agreement_list              *    405
courses:agreement                   *    405
courses:agreement@draft             *    405
courses:agreement_document_file     *    405
courses:agreement_document_file@draft *  405
courses:agreement_document          405  *
courses:agreement_offer             405  *
courses:agreement_sign              405  *
courses:agreement_renegotiate       405  *
courses:agreement_terminate         405  *
courses:agreement_drop              405  *
courses:rules                       *    405
courses:rules_of                    *    405
courses:offering_list               *    405
courses:offering_state              405  *
courses:offering_template           *    405
courses:offering_export             *    405
courses:offering                    *    405
courses:offering@of_home            *    405
courses:offering_syllabus           405  *
courses:offering_syllabus_file      *    405
courses:offering_distribution       405  *
courses:catalogue                   *    405
courses:course                      *    405
courses:course@of_home              *    405
courses:course_syllabus             *    405
""",
    by_role="""
courses:agreement_list            GET  302 403 403  200 200 200  200 200  200 200
courses:agreement_new             GET  302 403 403  200 200 403  200 200  200 200
courses:agreement_new             POST 302 403 403  422 422 403  422 422  422 422
courses:agreement                 GET  302 403 403  200 200 200  200 200  404 404
courses:agreement@draft           GET  302 403 403  200 200 200  200 200  404 404
courses:agreement_edit            GET  302 403 403  200 200 403  200 200  404 404
courses:agreement_edit            POST 302 403 403  302 302 403  302 302  404 404
courses:agreement_edit@in_force   GET  302 403 403  409 409 403  409 409  404 404
courses:agreement_edit@in_force   POST 302 403 403  409 409 403  409 409  404 404
courses:agreement_document_file   GET  302 403 403  200 200 200  200 200  404 404
courses:agreement_document_file@draft GET 302 403 403 200 200 200 200 200 404 404
courses:agreement_document        POST 302 403 403  422 422 403  422 422  404 404
courses:agreement_offer           POST 302 403 403  302 302 403  302 302  404 404
courses:agreement_sign            POST 302 403 403  403 302 302  403 302  403 404
courses:agreement_renegotiate     POST 302 403 403  302 302 403  302 302  404 404
courses:agreement_terminate       POST 302 403 403  403 302 302  403 302  403 404
courses:agreement_drop            POST 302 403 403  302 302 403  302 302  404 404
courses:rules                     GET  302 403 403  200 200 200  200 200  200 200
courses:rules_scale               GET  302 403 403  403 200 403  403 200  403 200
courses:rules_scale               POST 302 403 403  403 422 403  403 422  403 422
courses:rules_policy              GET  302 403 403  403 200 403  403 200  403 200
courses:rules_policy              POST 302 403 403  403 422 403  403 422  403 422
courses:rules_term                GET  302 403 403  403 200 403  403 200  403 200
courses:rules_term                POST 302 403 403  403 422 403  403 422  403 422
courses:rules_of                  GET  302 403 403  302 302 302  200 200  200 200
courses:offering_list             GET  302 403 403  200 200 200  200 200  200 200
courses:offering_new              GET  302 403 403  200 200 403  200 200  200 200
courses:offering_new              POST 302 403 403  422 422 403  422 422  422 422
courses:offering_state            POST 302 403 403  404 404 403  302 302  404 404
courses:offering_import           GET  302 403 403  200 200 403  200 200  200 200
courses:offering_import           POST 302 403 403  422 422 403  422 422  422 422
courses:offering_import_preview   GET  302 403 403  404 404 403  200 404  404 404
courses:offering_import_preview   POST 302 403 403  404 404 403  302 404  404 404
courses:offering_template         GET  302 403 403  200 200 200  200 200  200 200
courses:offering_export           GET  302 403 403  200 200 200  200 200  200 200
courses:offering                  GET  302 403 403  404 404 404  200 200  404 404
courses:offering@of_home          GET  302 403 403  200 200 200  404 404  404 404
courses:offering_edit             GET  302 403 403  404 404 403  200 200  404 404
courses:offering_edit             POST 302 403 403  404 404 403  422 422  404 404
courses:offering_syllabus         POST 302 403 403  404 404 403  422 422  404 404
courses:offering_syllabus_file    GET  302 403 403  404 404 404  200 200  404 404
courses:offering_distribution     POST 302 403 403  404 404 403  302 302  404 404
courses:catalogue                 GET  302 403 403  200 200 200  200 200  200 200
courses:course                    GET  302 403 403  200 200 200  200 200  404 404
courses:course@of_home            GET  302 403 403  200 200 200  200 200  404 404
courses:course_syllabus           GET  302 403 403  200 200 200  200 200  404 404
""",
    paths={
        "courses:agreement": f"{AGREEMENTS}/{{agreement}}/",
        "courses:agreement@draft": f"{AGREEMENTS}/{{negotiated}}/",
        "courses:agreement_edit": f"{AGREEMENTS}/{{negotiated}}/edit/",
        "courses:agreement_edit@in_force": f"{AGREEMENTS}/{{agreement}}/edit/",
        "courses:agreement_document_file": f"{AGREEMENTS}/{{agreement}}/document.pdf",
        "courses:agreement_document_file@draft": f"{AGREEMENTS}/{{negotiated}}/document.pdf",
        "courses:agreement_document": f"{AGREEMENTS}/{{negotiated}}/document/",
        "courses:agreement_offer": f"{AGREEMENTS}/{{negotiated}}/offer/",
        "courses:agreement_sign": f"{AGREEMENTS}/{{signing}}/sign/",
        "courses:agreement_renegotiate": f"{AGREEMENTS}/{{signing}}/renegotiate/",
        "courses:agreement_terminate": f"{AGREEMENTS}/{{agreement}}/terminate/",
        "courses:agreement_drop": f"{AGREEMENTS}/{{negotiated}}/drop/",
        "courses:rules_policy": "/courses/rules/recognition/undergraduate/",
        "courses:rules_of": "/courses/rules/{home}/",
        "courses:offering_import_preview": f"{OFFERINGS}/import/{{upload}}/?term=2026-1",
        "courses:offering": f"{OFFERINGS}/{{offering}}/",
        "courses:offering@of_home": f"{OFFERINGS}/{{offering_of_home}}/",
        "courses:offering_edit": f"{OFFERINGS}/{{offering}}/edit/",
        "courses:offering_syllabus": f"{OFFERINGS}/{{offering}}/syllabus/",
        "courses:offering_syllabus_file": f"{OFFERINGS}/{{offering}}/syllabus.pdf",
        "courses:offering_distribution": f"{OFFERINGS}/{{offering}}/distribution/",
        "courses:course": "/courses/catalogue/{offering}/",
        "courses:course@of_home": "/courses/catalogue/{offering_of_home}/",
        "courses:course_syllabus": "/courses/catalogue/{offering}/syllabus.pdf",
    },
    forms={
        "courses:agreement_edit": {
            "version": "{negotiated_version}", "kind": "mou", "title_th": "บันทึกข้อตกลง",
            "starts_on": "2026-01-01", "ends_on": "2030-12-31",
        },
        "courses:agreement_edit@in_force": {
            "version": "{agreement_version}", "kind": "mou", "title_th": "บันทึกข้อตกลง",
            "starts_on": "2026-01-01", "ends_on": "2030-12-31",
        },
        "courses:agreement_offer": {"version": "{negotiated_version}"},
        "courses:agreement_sign": {
            "version": "{signing_version}", "name": "ผู้ลงนาม", "post": "อธิการบดี",
            "signed_on": "2026-01-15",
        },
        "courses:agreement_renegotiate": {
            "version": "{signing_version}", "note": "places to be settled", "confirmed": "on",
        },
        "courses:agreement_terminate": {
            "version": "{agreement_version}", "note": "no longer needed", "confirmed": "on",
        },
        "courses:agreement_drop": {
            "version": "{negotiated_version}", "note": "no longer needed", "confirmed": "on",
        },
        "courses:offering_state": {"offering": "{offering}", "state": "closed"},
        "courses:offering_import_preview": {"new": "1", "changed": "0", "unchanged": "0"},
        "courses:offering_distribution": {"distribution": "A 10, B+ 5"},
    },
    empty="""
courses:agreement_new             registrar_a 422
courses:agreement_edit            registrar_b 422
courses:agreement_document        registrar_a 422
courses:agreement_offer           registrar_a 409
courses:agreement_sign            director_a  422
courses:agreement_renegotiate     registrar_b 422
courses:agreement_terminate       approver_a  422
courses:agreement_drop            registrar_a 422
courses:rules_scale               approver_a  422
courses:rules_policy              approver_a  422
courses:rules_term                approver_a  422
courses:offering_new              registrar_b 422
courses:offering_state            registrar_b 404
courses:offering_import           registrar_b 422
courses:offering_import_preview   registrar_b 409
courses:offering_edit             registrar_b 422
courses:offering_syllabus         registrar_b 422
courses:offering_distribution     registrar_b 302
""",
)  # fmt: skip
