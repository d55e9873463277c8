"""Pages of courses at another university: its basis, the exchange, papers and files.

University A is the home of all students here and B their host, under one agreement; B has one more
agreement with A in negotiation, one open for signature. C has rules and nothing else.
"""

from tests.architecture.routes import Part

COLUMNS = {
    "nobody": ("anonymous", "client_a", "client_b", "client_c", "verifier_a", "reader_a",
               "clerk_a"),
    "schools": ("uploader_a", "certifier_a", "uploader_b", "certifier_b"),
    "network": ("coordinator", "secretary", "privacy"),
    "registrar A": ("registrar_a",),
    "approver A": ("approver_a",),
    "director A": ("director_a",),
    "registrar B": ("registrar_b",),
    "approver B": ("approver_b",),
    "registrar C": ("registrar_c",),
    "approver C": ("approver_c",),
}  # fmt: skip

# Columns of all tables below: nobody, schools, network of universities | home: registrar A,
# approver A, director A | host: registrar B, approver B | stranger: registrar C, approver C

AGREEMENTS, OFFERINGS = "/courses/agreements", "/courses/offerings"
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
)  # fmt: skip

REQUESTS, REGISTRATIONS, HOSTING = "/courses/requests", "/courses/registrations", "/courses/hosting"
RECOGNITIONS = "/courses/recognitions"
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
courses:learner                     *    405
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
    },
)  # fmt: skip

PAPERS = Part(
    COLUMNS,
    everybody="""
courses:results_paper               405  *
courses:statement_paper             405  *
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
    },
)
