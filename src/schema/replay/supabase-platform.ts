/**
 * What a Supabase project has before its first migration, as far as migrations lean on it: roles, schemas, the tables that they refer to and
 * put policies on, and the functions that policies call. Column lists are those that people's migrations name, not all of them.
 */
export const SUPABASE_PLATFORM = `
create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;
create role authenticator noinherit;
create role supabase_admin superuser;
create role supabase_auth_admin noinherit;
create role supabase_storage_admin noinherit;
create role supabase_functions_admin noinherit;
create role supabase_realtime_admin noinherit;
create role supabase_replication_admin replication;
create role supabase_read_only_user bypassrls;
create role supabase_etl_admin;
create role dashboard_user;
create role pgbouncer;
create role pgsodium_keyiduser;
create role pgsodium_keyholder;
grant anon, authenticated, service_role to authenticator;

create schema extensions;
create schema auth;
create schema storage;
create schema realtime;
create schema vault;
create schema graphql;
create schema graphql_public;
create schema net;
create schema cron;
create schema supabase_functions;
create schema pgbouncer;
create extension "uuid-ossp" schema extensions;
create extension pgcrypto schema extensions;

create function auth.uid() returns uuid language sql stable as
  $$select nullif(current_setting('request.jwt.claim.sub', true), '')::uuid$$;
create function auth.role() returns text language sql stable as
  $$select nullif(current_setting('request.jwt.claim.role', true), '')$$;
create function auth.email() returns text language sql stable as
  $$select nullif(current_setting('request.jwt.claim.email', true), '')$$;
create function auth.jwt() returns jsonb language sql stable as
  $$select nullif(current_setting('request.jwt.claims', true), '')::jsonb$$;

create type auth.aal_level as enum ('aal1', 'aal2', 'aal3');
create type auth.factor_type as enum ('totp', 'webauthn', 'phone');
create type auth.factor_status as enum ('unverified', 'verified');
create table auth.users (
  instance_id uuid, id uuid primary key, aud varchar(255), role varchar(255), email varchar(255), encrypted_password varchar(255),
  email_confirmed_at timestamptz, invited_at timestamptz, confirmation_token varchar(255), confirmation_sent_at timestamptz,
  recovery_token varchar(255), recovery_sent_at timestamptz, email_change_token_new varchar(255), email_change varchar(255),
  email_change_sent_at timestamptz, last_sign_in_at timestamptz, raw_app_meta_data jsonb, raw_user_meta_data jsonb, is_super_admin boolean,
  created_at timestamptz, updated_at timestamptz, phone text unique, phone_confirmed_at timestamptz, phone_change text default '',
  phone_change_token varchar(255) default '', phone_change_sent_at timestamptz,
  confirmed_at timestamptz generated always as (least(email_confirmed_at, phone_confirmed_at)) stored,
  email_change_token_current varchar(255) default '', email_change_confirm_status smallint default 0, banned_until timestamptz,
  reauthentication_token varchar(255) default '', reauthentication_sent_at timestamptz, is_sso_user boolean not null default false,
  deleted_at timestamptz, is_anonymous boolean not null default false);
create unique index users_email_partial_key on auth.users (email) where is_sso_user = false;
create table auth.identities (
  provider_id text not null, user_id uuid not null references auth.users on delete cascade, identity_data jsonb not null, provider text not null,
  last_sign_in_at timestamptz, created_at timestamptz, updated_at timestamptz,
  email text generated always as (lower(identity_data ->> 'email')) stored, id uuid primary key default gen_random_uuid(),
  unique (provider_id, provider));
create table auth.sessions (
  id uuid primary key, user_id uuid not null references auth.users on delete cascade, created_at timestamptz, updated_at timestamptz,
  factor_id uuid, aal auth.aal_level, not_after timestamptz, refreshed_at timestamp, user_agent text, ip inet, tag text);
create table auth.refresh_tokens (
  instance_id uuid, id bigserial primary key, token varchar(255) unique, user_id varchar(255), revoked boolean, created_at timestamptz,
  updated_at timestamptz, parent varchar(255), session_id uuid references auth.sessions on delete cascade);
create table auth.mfa_factors (
  id uuid primary key, user_id uuid not null references auth.users on delete cascade, friendly_name text, factor_type auth.factor_type not null,
  status auth.factor_status not null, created_at timestamptz not null, updated_at timestamptz not null, secret text, phone text);
create table auth.audit_log_entries (
  instance_id uuid, id uuid primary key, payload json, created_at timestamptz, ip_address varchar(64) not null default '');

create table storage.buckets (
  id text primary key, name text not null unique, owner uuid, created_at timestamptz default now(), updated_at timestamptz default now(),
  public boolean default false, avif_autodetection boolean default false, file_size_limit bigint, allowed_mime_types text[], owner_id text);
create table storage.objects (
  id uuid primary key default gen_random_uuid(), bucket_id text references storage.buckets, name text, owner uuid,
  created_at timestamptz default now(), updated_at timestamptz default now(), last_accessed_at timestamptz default now(), metadata jsonb,
  path_tokens text[] generated always as (string_to_array(name, '/')) stored, version text, owner_id text, user_metadata jsonb,
  unique (bucket_id, name));
alter table storage.buckets enable row level security;
alter table storage.objects enable row level security;
create function storage.foldername(name text) returns text[] language sql immutable as
  $$select (string_to_array(name, '/'))[1:array_length(string_to_array(name, '/'), 1) - 1]$$;
create function storage.filename(name text) returns text language sql immutable as
  $$select (string_to_array(name, '/'))[array_length(string_to_array(name, '/'), 1)]$$;
create function storage.extension(name text) returns text language sql immutable as
  $$select reverse(split_part(reverse(name), '.', 1))$$;

create table realtime.messages (
  id uuid not null default gen_random_uuid(), topic text not null, extension text not null, payload jsonb, event text, private boolean default false,
  updated_at timestamp not null default now(), inserted_at timestamp not null default now(), primary key (id, inserted_at))
  partition by range (inserted_at);
alter table realtime.messages enable row level security;
create function realtime.topic() returns text language sql stable as $$select nullif(current_setting('realtime.topic', true), '')$$;
create function realtime.send(payload jsonb, event text, topic text, private boolean default true) returns void language sql as $$select$$;
create function realtime.broadcast_changes(topic_name text, event_name text, operation text, table_name text, table_schema text, new record,
  old record, level text default 'ROW') returns void language plpgsql as $$begin end$$;
create publication supabase_realtime;

create table vault.secrets (
  id uuid primary key default gen_random_uuid(), name text, description text not null default '', secret text not null, key_id uuid, nonce bytea,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now());
create view vault.decrypted_secrets as
  select id, name, description, secret, secret as decrypted_secret, key_id, nonce, created_at, updated_at from vault.secrets;
create function vault.create_secret(new_secret text, new_name text default null, new_description text default '', new_key_id uuid default null)
  returns uuid language sql as $$insert into vault.secrets (secret, name, description) values (new_secret, new_name, new_description) returning id$$;
create function supabase_functions.http_request() returns trigger language plpgsql as $$begin return new; end$$;

create table cron.job (
  jobid bigserial primary key, schedule text not null, command text not null, nodename text not null default 'localhost', nodeport int not null default 5432,
  database text not null default current_database(), username text not null default current_user, active boolean not null default true, jobname text);
create function cron.schedule(job_name text, schedule text, command text) returns bigint language sql as
  $$insert into cron.job (jobname, schedule, command) values (job_name, schedule, command) returning jobid$$;
create function cron.schedule(schedule text, command text) returns bigint language sql as
  $$insert into cron.job (schedule, command) values (schedule, command) returning jobid$$;
create function cron.unschedule(job_name text) returns boolean language sql as $$delete from cron.job where jobname = job_name returning true$$;
create function cron.unschedule(job_id bigint) returns boolean language sql as $$delete from cron.job where jobid = job_id returning true$$;
create function net.http_post(url text, body jsonb default '{}', params jsonb default '{}', headers jsonb default '{}', timeout_milliseconds int default 5000)
  returns bigint language sql as $$select 1::bigint$$;
create function net.http_get(url text, params jsonb default '{}', headers jsonb default '{}', timeout_milliseconds int default 5000)
  returns bigint language sql as $$select 1::bigint$$;

grant usage on schema public, auth, storage, extensions, realtime, graphql_public to anon, authenticated, service_role;
grant all on all tables in schema storage to anon, authenticated, service_role;
alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges in schema public grant all on functions to anon, authenticated, service_role;
alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;
`;
