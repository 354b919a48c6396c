"""Every address of the admin, and what it answers to whom.

The six statuses are for a visitor, staff without rights, a contributor, an editor, a
moderator and a superuser. ``{own}`` is a draft of the contributor, ``{other}`` one of
somebody else, ``{published}`` a public article of the contributor, ``{incoming}`` a text
that the contributor has brought in. A redirect (302) of a visitor leads to the log-in
page. A POST sends nothing.
"""

TABLE = {
    "302 200 200 200 200 200": """
        GET
        GET password_change/
        GET password_change/done/
        GET jsi18n/
        POST logout/
    """,
    "200 302 302 302 302 302": """
        GET login/
    """,
    "302 403 200 200 403 200": """
        GET articles/article/import/
        GET autocomplete/?app_label=articles&model_name=byline&field_name=author
        GET autocomplete/?app_label=articles&model_name=article&field_name=topics
        GET autocomplete/?app_label=articles&model_name=author&field_name=photograph
        GET articles/article/add/
        POST articles/article/preview-text/
        POST articles/article/{own}/preview-text/
        POST articles/article/{published}/preview-text/
        GET articles/picture/
        GET articles/picture/add/
        GET articles/picture/{picture}/history/
        GET articles/picture/{picture}/change/
        POST articles/picture/add/
        GET articles/author/
        GET articles/author/{author}/history/
        GET articles/author/{author}/change/
        GET articles/topic/
        GET articles/topic/{topic}/history/
        GET articles/topic/{topic}/change/
        POST articles/article/add/
    """,
    "302 403 200 200 200 200": """
        GET autocomplete/?app_label=articles&model_name=address&field_name=article
        GET articles/article/
        GET articles/article/{own}/change/
        GET articles/article/{published}/change/
        POST articles/article/
    """,
    "302 404 200 200 200 200": """
        GET articles/
    """,
    "302 404 404 404 404 200": """
        GET auth/
    """,
    "302 302 302 302 302 302": """
        GET articles/article/5/
        GET articles/comment/{comment}/
        GET articles/picture/{picture}/
        GET articles/author/{author}/
        GET articles/topic/{topic}/
        GET articles/page/{page}/
        GET articles/disclaimer/{disclaimer}/
        GET articles/spelling/{spelling}/
        GET articles/frontpage/{frontpage}/
        GET articles/address/{address}/
        GET articles/merge/{merge}/
        GET articles/institution/{institution}/
        GET articles/preview/{preview}/
        GET articles/decision/{decision}/
        GET articles/user/{user}/
        GET auth/group/{group}/
    """,
    "302 404 404 404 404 404": """
        GET no/such/page/
        GET r/1/1/
    """,
    "302 403 403 403 403 200": """
        GET articles/user/
        GET articles/user/add/
        GET articles/user/{user}/history/
        GET articles/user/{user}/delete/
        GET articles/user/{user}/change/
        POST articles/user/{user}/change/
        POST articles/user/add/
        POST articles/user/{user}/delete/
        GET articles/user/{user}/password/
        POST articles/user/{user}/password/
        GET auth/group/
        GET auth/group/add/
        GET auth/group/{group}/history/
        GET auth/group/{group}/delete/
        GET auth/group/{group}/change/
        POST auth/group/add/
        POST auth/group/{group}/change/
        POST auth/group/{group}/delete/
        POST articles/user/
    """,
    "302 403 403 403 403 403": """
        GET articles/article/{own}/delete/
        POST articles/article/{own}/delete/
        GET articles/article/{other}/delete/
        POST articles/article/{other}/delete/
        GET articles/article/{published}/delete/
        POST articles/article/{published}/delete/
        GET articles/comment/add/
        GET articles/comment/{comment}/delete/
        POST articles/comment/add/
        POST articles/comment/{comment}/delete/
        GET articles/institution/add/
        GET articles/institution/{institution}/delete/
        POST articles/institution/add/
        POST articles/institution/{institution}/delete/
        GET articles/merge/add/
        GET articles/merge/{merge}/delete/
        POST articles/merge/add/
        POST articles/merge/{merge}/delete/
        GET articles/preview/add/
        POST articles/preview/{preview}/change/
        POST articles/preview/add/
        GET articles/decision/add/
        GET articles/decision/{decision}/delete/
        POST articles/decision/{decision}/change/
        POST articles/decision/add/
        POST articles/decision/{decision}/delete/
    """,
    "302 403 403 403 403 302": """
    """,
    "302 403 400 400 403 400": """
        POST articles/article/upload/
    """,
    "302 405 405 405 405 405": """
        GET articles/merge/{merge}/undo/
        GET articles/article/preview-text/
        GET articles/article/upload/
        GET logout/
    """,
    "302 403 409 409 403 409": """
        POST articles/article/{own}/change/
    """,
    "302 302 200 200 200 200": """
        GET articles/article/{own}/history/
        GET articles/article/{published}/history/
    """,
    "302 404 200 200 403 200": """
        GET articles/article/{own}/import/
        GET articles/article/{own}/renumber/
        GET articles/article/{own}/preview/
        GET articles/article/{own}/submit/
    """,
    "302 404 302 302 403 302": """
        POST articles/article/{own}/preview/
        POST articles/article/{own}/submit/
        GET articles/article/{published}/preview/
        POST articles/article/{published}/preview/
        GET articles/article/{published}/submit/
        POST articles/article/{published}/submit/
    """,
    "302 404 403 302 403 302": """
        GET articles/article/{own}/send-back/
        POST articles/article/{own}/send-back/
        POST articles/article/{own}/publish/
        GET articles/article/{own}/withdraw/
        POST articles/article/{own}/withdraw/
        POST articles/article/{own}/bin/
        GET articles/article/{own}/restore/
        POST articles/article/{own}/restore/
        GET articles/article/{published}/send-back/
        POST articles/article/{published}/send-back/
        GET articles/article/{published}/publish/
        POST articles/article/{published}/publish/
        POST articles/article/{published}/bin/
        GET articles/article/{published}/restore/
        POST articles/article/{published}/restore/
    """,
    "302 404 403 200 403 200": """
        GET articles/article/{published}/import/
        GET articles/article/{published}/renumber/
        GET articles/article/{own}/publish/
        GET articles/article/{own}/bin/
        GET articles/article/{published}/withdraw/
        GET articles/article/{published}/bin/
    """,
    "302 403 403 404 403 404": """
        GET demonstration/remove/
        POST demonstration/remove/
    """,
    "302 403 404 200 403 200": """
        POST articles/article/{other}/preview-text/
    """,
    "302 403 302 200 200 200": """
        GET articles/article/{other}/change/
    """,
    "302 403 302 409 403 409": """
        POST articles/article/{other}/change/
    """,
    "302 302 302 200 200 200": """
        GET articles/article/{other}/history/
    """,
    "302 404 404 200 403 200": """
        GET articles/article/{other}/import/
        GET articles/article/{other}/renumber/
        GET articles/article/{other}/preview/
        GET articles/article/{other}/submit/
        GET articles/article/{other}/publish/
        GET articles/article/{other}/bin/
    """,
    "302 404 404 302 403 302": """
        POST articles/article/{other}/preview/
        POST articles/article/{other}/submit/
        GET articles/article/{other}/send-back/
        POST articles/article/{other}/send-back/
        POST articles/article/{other}/publish/
        GET articles/article/{other}/withdraw/
        POST articles/article/{other}/withdraw/
        POST articles/article/{other}/bin/
        GET articles/article/{other}/restore/
        POST articles/article/{other}/restore/
    """,
    "302 403 403 409 403 409": """
        POST articles/article/{published}/change/
    """,
    "302 404 400 400 403 400": """
        POST articles/article/{own}/notes/
    """,
    "302 404 403 400 403 400": """
        POST articles/article/{published}/notes/
    """,
    "302 404 404 400 403 400": """
        POST articles/article/{other}/notes/
    """,
    "302 404 409 409 403 409": """
        GET articles/article/{own}/take-back/
        POST articles/article/{own}/take-back/
    """,
    "302 404 403 409 403 409": """
        GET articles/article/{published}/take-back/
        POST articles/article/{published}/take-back/
    """,
    "302 404 404 409 403 409": """
        GET articles/article/{other}/take-back/
        POST articles/article/{other}/take-back/
    """,
    "302 404 403 422 403 422": """
        POST articles/article/{published}/import/
        POST articles/article/{published}/withdraw/
    """,
    "302 403 403 200 200 200": """
        GET articles/comment/
        GET articles/comment/{comment}/history/
        GET articles/comment/{comment}/change/
        POST articles/comment/
    """,
    "302 403 403 302 302 302": """
        POST articles/comment/{comment}/change/
    """,
    "302 403 403 200 403 200": """
        GET articles/author/{author}-{author2}/merge/
        POST articles/author/{author}-{author2}/merge/
        GET articles/topic/{topic}-{topic2}/merge/
        POST articles/topic/{topic}-{topic2}/merge/
        GET articles/merge/
        GET articles/merge/{merge}/change/
        GET articles/merge/{merge}/history/
        POST articles/merge/
        GET articles/picture/{picture}/delete/
        POST articles/picture/{picture}/change/
        POST articles/picture/{picture}/delete/
        GET articles/author/add/
        GET articles/author/{author}/delete/
        POST articles/author/{author}/change/
        POST articles/author/add/
        POST articles/author/{author}/delete/
        GET articles/topic/add/
        GET articles/topic/{topic}/delete/
        POST articles/topic/{topic}/change/
        POST articles/topic/add/
        POST articles/topic/{topic}/delete/
        GET articles/page/
        GET articles/page/add/
        GET articles/page/{page}/history/
        GET articles/page/{page}/delete/
        GET articles/page/{page}/change/
        POST articles/page/{page}/change/
        POST articles/page/add/
        POST articles/page/{page}/delete/
        GET articles/frontpage/
        GET articles/frontpage/add/
        GET articles/frontpage/{frontpage}/history/
        GET articles/frontpage/{frontpage}/delete/
        GET articles/frontpage/{frontpage}/change/
        POST articles/frontpage/{frontpage}/change/
        POST articles/frontpage/add/
        POST articles/frontpage/{frontpage}/delete/
        GET articles/disclaimer/
        GET articles/spelling/
        GET articles/disclaimer/add/
        GET articles/spelling/add/
        GET articles/disclaimer/{disclaimer}/history/
        GET articles/spelling/{spelling}/history/
        GET articles/disclaimer/{disclaimer}/delete/
        GET articles/spelling/{spelling}/delete/
        GET articles/disclaimer/{disclaimer}/change/
        GET articles/spelling/{spelling}/change/
        POST articles/disclaimer/{disclaimer}/change/
        POST articles/spelling/{spelling}/change/
        POST articles/disclaimer/add/
        POST articles/spelling/add/
        POST articles/disclaimer/{disclaimer}/delete/
        POST articles/spelling/{spelling}/delete/
        GET articles/address/
        GET articles/address/add/
        GET articles/address/{address}/history/
        GET articles/address/{address}/delete/
        GET articles/address/{address}/change/
        POST articles/address/{address}/change/
        POST articles/address/add/
        POST articles/address/{address}/delete/
        GET articles/institution/{institution}/history/
        GET articles/institution/{institution}/change/
        GET articles/preview/
        GET articles/preview/{preview}/history/
        GET articles/preview/{preview}/delete/
        GET articles/preview/{preview}/change/
        POST articles/preview/{preview}/delete/
        GET articles/decision/
        GET articles/decision/{decision}/history/
        GET articles/decision/{decision}/change/
        POST articles/page/preview-text/
    """,
    "302 403 403 302 403 302": """
        POST articles/merge/{merge}/undo/
        POST articles/merge/{merge}/change/
        GET articles/institution/
        POST articles/institution/{institution}/change/
    """,
    "302 403 422 422 403 422": """
        POST articles/article/import/
    """,
    "302 404 422 422 403 422": """
        POST articles/article/{own}/import/
    """,
    "302 404 404 422 403 422": """
        POST articles/article/{other}/import/
    """,
    "302 403 200 404 403 404": """
        GET articles/article/import/{incoming}/
        GET articles/article/import/{incoming}/throw-away/
        GET articles/article/import/{incoming}/read-again/
    """,
    "302 403 409 404 403 404": """
        POST articles/article/import/{incoming}/
    """,
    "302 403 302 404 403 404": """
        POST articles/article/import/{incoming}/throw-away/
        POST articles/article/import/{incoming}/read-again/
    """,
    "302 403 404 404 403 404": """
        GET articles/article/import/{incoming}/pictures/0.webp
    """,
}
