/**
 * SQL condition on `sent`, a transaction of a match: it is lost (its nonce was used by another, no block is known) and an operator said after that
 * that the match is to be sent anew.
 */
export const givenUp = `(sent.state = 'dropped' and exists (
  select from settlement_retries as retry where retry.match_id = sent.match_id and retry.created_at > sent.updated_at))`
