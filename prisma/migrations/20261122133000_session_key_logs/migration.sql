-- Not breaking. What the chain said about the session keys of an account, newest last: what was given, spent and taken back.
CREATE INDEX "chain_logs_session_keys_idx" ON "chain_logs" (("args"::jsonb ->> 'account'), ("args"::jsonb ->> 'key'), "block_number", "log_index")
  WHERE "name" IN ('SessionAuthorized', 'SessionSpent', 'SessionRevoked');
