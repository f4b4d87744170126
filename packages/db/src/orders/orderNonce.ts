/** The nonce of a row of book_orders, the table called `o`, word for word as book_orders_account_kind_nonce_idx holds it: a release before the column left it in the JSON alone. */
export const orderNonce = "coalesce(o.nonce, (o.order_json::json ->> 'nonce')::numeric)"

/**
 * Account and kind of a row of book_orders by the same index, as one text: a comparison with the account alone could be answered from book_orders_by_account_idx, by reading all of its orders, and
 * a plan that was made while the table was empty does that for as long as it is kept.
 */
export const orderSide = 'o.account || o.kind'
