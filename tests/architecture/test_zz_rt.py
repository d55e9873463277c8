import time, collections
from tests.architecture.portal_world import portal_world
from tests.architecture import test_routes as t
def test_prof(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
      a=time.process_time(); w0=time.time()
      with portal_world() as w:
        print('world cpu', time.process_time()-a, 'wall', time.time()-w0)
        c=collections.defaultdict(lambda:[0,0.0,0.0])
        for i,(n,m) in enumerate(list(t.ROLE_ROWS)[::8]):
            for role,st in t.ROLE_ROWS[n,m].items():
                a=time.process_time(); w0=time.time()
                w.ask(role,m,t.address(n),t.form_of(n,m))
                k=c['api' if n.startswith('api') else 'page',m,st]; k[0]+=1; k[1]+=time.process_time()-a; k[2]+=time.time()-w0
        tot=0
        for k,v in sorted(c.items()): print(k,v[0],'cpu ms %.1f wall %.1f'%(v[1]/v[0]*1e3,v[2]/v[0]*1e3),'total x8 %.1f s'%(v[1]*8)); tot+=v[1]*8
        print('all', tot)
        a=time.process_time()
        for n,m in list(t.EVERYBODY)[::8]:
            for role in t.SOME: w.ask(role,m,t.address(n),t.form_of(n,m))
        print('everybody x8', (time.process_time()-a)*8)
