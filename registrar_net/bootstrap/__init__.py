"""Set-up, private servers, demo and test runs: the standard library only, before anything else is
installed. Run as `cd registrar_net && python3 -m bootstrap.<module>`, so that `registrar_net`
itself, which needs Django and Celery, is not imported."""
