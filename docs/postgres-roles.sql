-- The roles, the database and the extensions of the portal, on PostgreSQL 15 to 18.
--
-- Run once by a superuser; safe to run again (it sets the passwords anew):
--   PORTAL_OWNER_PASSWORD=… PORTAL_APP_PASSWORD=… psql -f docs/postgres-roles.sql postgres
--
--   portal_owner  owns the database and everything in it; migrates; no request ever uses it
--   portal_app    the application: owns nothing and cannot pass row security
--   lookup        nobody signs in as it; it owns the few functions that read across institutions
\set ON_ERROR_STOP on
\getenv owner_password PORTAL_OWNER_PASSWORD
\getenv app_password PORTAL_APP_PASSWORD

-- neither the passwords below nor their hashes may reach the server's log
SET log_statement = 'none';
SET log_min_duration_statement = -1;
SET log_min_error_statement = 'panic';

SELECT 'CREATE ROLE ' || name
  FROM unnest(ARRAY['portal_owner', 'portal_app', 'lookup']) AS name
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec

ALTER ROLE portal_owner LOGIN CREATEROLE CREATEDB NOSUPERUSER NOBYPASSRLS NOREPLICATION
  PASSWORD :'owner_password';
ALTER ROLE portal_app LOGIN NOCREATEROLE NOCREATEDB NOSUPERUSER NOBYPASSRLS NOREPLICATION
  PASSWORD :'app_password';
ALTER ROLE lookup NOLOGIN NOCREATEROLE NOCREATEDB NOSUPERUSER NOBYPASSRLS NOREPLICATION;

-- The owner hands functions to lookup, but does not read with its rights. Before version 16 a
-- membership cannot be told not to inherit.
SELECT current_setting('server_version_num')::int >= 160000 AS has_grant_options \gset
\if :has_grant_options
GRANT lookup TO portal_owner WITH ADMIN TRUE, SET TRUE, INHERIT FALSE;
\else
GRANT lookup TO portal_owner WITH ADMIN OPTION;
\endif

-- With LC_CTYPE=C pg_trgm finds no trigrams in Thai. The order of names is stored, not collated.
SELECT 'CREATE DATABASE portal OWNER portal_owner TEMPLATE template0 ENCODING ''UTF8'' LOCALE ''C.UTF-8'''
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'portal') \gexec
ALTER DATABASE portal OWNER TO portal_owner;
REVOKE ALL ON DATABASE portal FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE portal TO portal_app;

\connect portal
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- test databases are copies of template1
\connect template1
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
