/** Whether a session is neither signed out nor run out, nor that of a key that was taken back on chain; `sessions` must be named so. Index: chain_sessions (account, key). */
export const isOpenSession = `(sessions.revoked_at is null and sessions.expires_at > now() and (sessions.session_key is null or exists (
  select from chain_sessions c where c.account = sessions.account and c.key = sessions.session_key and not c.revoked)))`
