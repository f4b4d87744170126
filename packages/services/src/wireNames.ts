/**
 * The name of the header with the voucher (promise to pay) of a request. After a conflict about the channel's state, the service returns the client's own last
 * voucher in it.
 */
export const voucherHeader = 'infinitio-voucher'
/** The name of the header with the receipt (signed cost) of an answer. */
export const receiptHeader = 'infinitio-receipt'
/**
 * The name of the header in which a service returns, after a conflict about the channel's state, the hash of the request that the client's last voucher signed.
 */
export const requestHeader = 'infinitio-request'
/** The name of the header that names the terms (prices and limits) of a service. */
export const termsHeader = 'infinitio-terms'
/** The comment in a stream that contains its receipt. Standard clients skip comments. */
export const receiptComment = ': infinitio-receipt '
/** The comment with which a service asks for a voucher with a higher ceiling during a stream. */
export const moreComment = ': infinitio-more'
/** The paths of requests that are paid. */
export const paidPaths: ReadonlySet<string> = new Set(['/v1/chat/completions', '/v1/completions', '/v1/embeddings'])
