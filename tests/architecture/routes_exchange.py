"""Pages of the exchange between A and B (see routes_basis): from the request to the papers."""

from tests.architecture.routes import Part
from tests.architecture.routes_basis import COLUMNS

REQUESTS, REGISTRATIONS, HOSTING = "/courses/requests", "/courses/registrations", "/courses/hosting"
RECOGNITIONS = "/courses/recognitions"
# Columns: nobody, schools, network of universities | home: registrar A, approver A, director A |
# host: registrar B, approver B | stranger: registrar C, approver C
EXCHANGE = Part(
    COLUMNS,
    everybody="""
courses:request_list                *    405
courses:request                     *    405
courses:request@draft               *    405
courses:request_send                405  *
courses:request_cancel              405  *
courses:registration_list           *    405
courses:registration_bulk           405  *
courses:registration                *    405
courses:registration@draft          *    405
courses:registration_act            405  *
courses:registration_act@draft      405  *
courses:hosting                     *    405
courses:hosting_decide              405  *
courses:class_index                 *    405
courses:result_list                 *    405
courses:result_approve              405  *
courses:recognition_list            *    405
courses:recognition                 *    405
courses:recognition_approve         405  *
courses:recognition_return          405  *
courses:recognition_reopen          405  *
courses:learner_list                *    405
""",
    by_role="""
courses:request_list              GET  302 403 403  200 200 200  200 200  200 200
courses:request_new               GET  302 403 403  200 200 403  200 200  200 200
courses:request_new               POST 302 403 403  422 422 403  422 422  422 422
courses:request                   GET  302 403 403  200 200 403  404 404  404 404
courses:request@draft             GET  302 403 403  200 200 403  404 404  404 404
courses:request_add               GET  302 403 403  200 200 403  404 404  404 404
courses:request_add               POST 302 403 403  422 422 403  404 404  404 404
courses:request_add@sent          GET  302 403 403  404 404 403  404 404  404 404
courses:request_send              POST 302 403 403  302 302 403  404 404  404 404
courses:request_cancel            POST 302 403 403  302 302 403  404 404  404 404
courses:registration_list         GET  302 403 403  200 200 403  200 200  200 200
courses:registration_bulk         POST 302 403 403  302 302 403  403 403  404 404
courses:registration              GET  302 403 403  200 200 403  200 200  404 404
courses:registration@draft        GET  302 403 403  200 200 403  404 404  404 404
courses:registration_act          POST 302 403 403  403 403 403  302 302  404 404
courses:registration_act@draft    POST 302 403 403  302 302 403  404 404  404 404
courses:result_correct            GET  302 403 403  404 404 403  200 200  404 404
courses:result_correct            POST 302 403 403  404 404 403  302 302  404 404
courses:hosting                   GET  302 403 403  200 200 403  200 200  200 200
courses:hosting_decide            POST 302 403 403  403 403 403  302 302  404 404
courses:hosting_enrolment         GET  302 403 403  200 200 403  200 200  200 200
courses:hosting_enrolment         POST 302 403 403  403 403 403  302 302  404 404
courses:class_index               GET  302 403 403  200 200 403  200 200  200 200
courses:class_list                GET  302 403 403  404 404 403  200 200  404 404
courses:class_list                POST 302 403 403  404 404 403  302 302  404 404
courses:result_list               GET  302 403 403  200 200 403  200 200  200 200
courses:result_approve            POST 302 403 403  403 404 403  403 302  403 404
courses:result_return             GET  302 403 403  403 404 403  403 200  403 404
courses:result_return             POST 302 403 403  403 404 403  403 302  403 404
courses:recognition_list          GET  302 403 403  200 200 403  200 200  200 200
courses:recognition_new           GET  302 403 403  200 200 403  404 404  404 404
courses:recognition_new           POST 302 403 403  302 302 403  404 404  404 404
courses:recognition               GET  302 403 403  200 200 403  404 404  404 404
courses:recognition_approve       POST 302 403 403  403 302 403  403 404  403 404
courses:recognition_return        POST 302 403 403  403 302 403  403 404  403 404
courses:recognition_reopen        POST 302 403 403  403 302 403  403 404  403 404
courses:learner_list              GET  302 403 403  200 200 403  200 200  200 200
courses:learner                   GET  302 403 403  200 200 403  404 404  404 404
courses:learner                   POST 302 403 403  302 302 403  404 404  404 404
""",
    paths={
        "courses:request": f"{REQUESTS}/{{request}}/",
        "courses:request@draft": f"{REQUESTS}/{{draft_request}}/",
        "courses:request_add": f"{REQUESTS}/{{draft_request}}/add/",
        "courses:request_add@sent": f"{REQUESTS}/{{request}}/add/",
        "courses:request_send": f"{REQUESTS}/{{draft_request}}/send/",
        "courses:request_cancel": f"{REQUESTS}/{{request}}/cancel/",
        "courses:registration": f"{REGISTRATIONS}/{{submitted}}/",
        "courses:registration@draft": f"{REGISTRATIONS}/{{draft}}/",
        "courses:registration_act": f"{REGISTRATIONS}/{{submitted}}/act/",
        "courses:registration_act@draft": f"{REGISTRATIONS}/{{draft}}/act/",
        "courses:result_correct": f"{REGISTRATIONS}/{{announced}}/correct/",
        "courses:class_list": f"{HOSTING}/classes/{{offering}}/",
        "courses:result_return": f"{HOSTING}/results/{{waiting_result}}/return/",
        "courses:recognition_new": f"{RECOGNITIONS}/new/?registration={{received}}",
        "courses:recognition": f"{RECOGNITIONS}/{{decision}}/",
        "courses:recognition_approve": f"{RECOGNITIONS}/{{proposal}}/approve/",
        "courses:recognition_return": f"{RECOGNITIONS}/{{proposal}}/return/",
        "courses:recognition_reopen": f"{RECOGNITIONS}/{{decision}}/reopen/",
        "courses:learner": "/courses/learners/{learner}/",
    },
    forms={
        "courses:request_send": {"picks": "{draft_pick}"},
        "courses:request_cancel": {"pick": "{submitted_pick}", "reason": "student_wish"},
        "courses:registration_bulk": {"act": "acknowledge", "pick": "{announced_pick}"},
        "courses:registration_act": {"action": "accept", "version": "{submitted_version}"},
        "courses:registration_act@draft": {
            "action": "cancel", "version": "{draft_version}", "reason": "student_wish",
        },
        "courses:result_correct": {
            "version": "{announced_version}", "grade": "A", "reason": "appeal",
        },
        "courses:hosting_decide": {"act": "accept", "pick": "{submitted_pick}"},
        "courses:hosting_enrolment": {"pick": "{accepted_pick}", "payment-{accepted}": "paid"},
        "courses:class_list": {"grade-{enrolled_pick}": "B"},
        "courses:result_approve": {"approve": "{waiting_result}~{waiting_seen}"},
        "courses:result_return": {"note": "compare with the sheet"},
        "courses:recognition_new": {
            "sources": "{received_pick}", "decision": "no_transfer", "no_transfer": "content",
        },
        "courses:recognition_approve": {"seen": "{proposal_seen}"},
        "courses:recognition_return": {"note": "compare the syllabus"},
        "courses:recognition_reopen": {"note": "compare the syllabus"},
        "courses:learner": {"level": "bachelor", "programme_credits": "120"},
    },
    empty="""
courses:learner                   registrar_a 422
courses:request_new               registrar_a 422
courses:request_add               registrar_a 422
courses:request_send              registrar_a 422
courses:request_cancel            registrar_a 422
courses:registration_bulk         registrar_a 404
courses:registration_act          registrar_b 404
courses:result_correct            registrar_b 422
courses:hosting_decide            registrar_b 404
courses:hosting_enrolment         registrar_b 422
courses:class_list                registrar_b 422
courses:result_approve            approver_b  422
courses:result_return             approver_b  422
courses:recognition_new           registrar_a 422
courses:recognition_approve       approver_a  409
courses:recognition_return        approver_a  422
courses:recognition_reopen        approver_a  422
""",
)  # fmt: skip

PAPERS = Part(
    COLUMNS,
    everybody="""
courses:results_paper               405  *
courses:statement_paper             405  *
courses:recognition_paper           405  *
courses:paper                       *    405
courses:paper@statement             *    405
courses:paper_file                  *    405
courses:paper_file@statement        *    405
courses:request_export              *    405
courses:request_export@draft        *    405
courses:registration_export         *    405
courses:registration_export@draft   *    405
courses:term_export                 *    405
""",
    by_role="""
courses:results_paper             POST 302 403 403  403 403 403  302 302  404 404
courses:statement_paper           POST 302 403 403  302 302 403  404 404  404 404
courses:recognition_paper         POST 302 403 403  302 302 403  404 404  404 404
courses:paper                     GET  302 403 403  200 200 403  200 200  404 404
courses:paper@statement           GET  302 403 403  200 200 403  404 404  404 404
courses:paper_file                GET  302 403 403  200 200 403  200 200  404 404
courses:paper_file@statement      GET  302 403 403  200 200 403  404 404  404 404
courses:request_export            GET  302 403 403  200 200 403  200 200  404 404
courses:request_export@draft      GET  302 403 403  200 200 403  404 404  404 404
courses:registration_export       GET  302 403 403  200 200 403  200 200  404 404
courses:registration_export@draft GET  302 403 403  200 200 403  404 404  404 404
courses:term_export               GET  302 403 403  200 200 403  200 200  200 200
""",
    paths={
        "courses:results_paper": f"{REGISTRATIONS}/{{announced}}/paper/",
        "courses:statement_paper": "/courses/learners/{learner}/statement/",
        "courses:recognition_paper": "/courses/learners/{learner}/recognition/",
        "courses:paper": "/courses/papers/{results_paper}/",
        "courses:paper@statement": "/courses/papers/{statement}/",
        "courses:paper_file": "/courses/papers/{results_paper}.pdf",
        "courses:paper_file@statement": "/courses/papers/{statement}.pdf",
        "courses:request_export": f"{REQUESTS}/{{request}}/export.csv",
        "courses:request_export@draft": f"{REQUESTS}/{{draft_request}}/export.csv",
        "courses:registration_export": f"{REGISTRATIONS}/{{announced}}/export.elmo",
        "courses:registration_export@draft": f"{REGISTRATIONS}/{{draft}}/export.csv",
        "courses:term_export": "/courses/exports/2569/1.csv",
    },
    forms={
        "courses:results_paper": {"language": "en"},
        "courses:statement_paper": {"language": "en"},
        "courses:recognition_paper": {"language": "en"},
    },
    empty="""
courses:results_paper             registrar_b 302
courses:statement_paper           registrar_a 302
courses:recognition_paper         registrar_a 302
""",
)
