/**
 * Canonical JSON of what the worker settles, put together of the signed orders as they are stored, canonical JSON too: of the tables `ask` and `bid`, rows of
 * book_orders, the mandate when the ask was signed by its node, and what the match decided, a row of `new`. `start` 0 means the block that settles. Null
 * when one of the orders is not there.
 */
export const settlementItem = `'{"ask":' || ask.order_json || ',"askSignature":"' || ask.signature || '","bid":' || bid.order_json || ',"bidSignature":"' || bid.signature
  || '","gpus":' || new.gpus || ',"mandate":'
  || case when ask.mandate_json is null then 'null' else '{"mandate":' || ask.mandate_json || ',"signature":' || coalesce(to_json(ask.mandate_signature)::text, 'null') || '}' end
  || ',"relayFee":"' || new.relay_fee || '","start":"' || new.start || '"}'`
