/**
 * The name of the header with a request's voucher (the promise to pay). If a voucher does not fit the state of its payment channel, the service returns the
 * client's highest voucher in this header.
 */
export const voucherHeader = 'infinitio-voucher'
/** The name of the header with the receipt (signed cost) of an answer. */
export const receiptHeader = 'infinitio-receipt'
/**
 * The name of the header with the hash of a request. A service sends it together with the client's highest voucher (promise to pay), which was signed for that
 * request.
 */
export const requestHeader = 'infinitio-request'
/** The name of the header with the hash of a service's terms (prices and limits). */
export const termsHeader = 'infinitio-terms'
/**
 * The name of the header with the most that one request may cost, in base units of the channel's asset. A router sends it, because the ceiling of its vouchers
 * covers requests of many users together. A voucher that raises the ceiling has this amount in its body.
 */
export const mostHeader = 'infinitio-most'
/**
 * The names of the headers of x402 (an open standard for paid HTTP requests): the payment that a service asks for, the client's payment, and its result.
 */
export const paymentRequiredHeader = 'payment-required'
export const paymentSignatureHeader = 'payment-signature'
export const paymentResponseHeader = 'payment-response'
/** The comment in a stream that contains its receipt. Standard clients skip comments. */
export const receiptComment = ': infinitio-receipt '
/** The comment in a stream with which a service asks for a voucher (promise to pay) with a higher ceiling (the most that the service may claim). */
export const moreComment = ': infinitio-more'
/** The path of OpenAI's Responses API. Its requests and answers have another form than those of chat completions. */
export const responsesPath = '/v1/responses'
/** The paths of requests that cost money. */
export const paidPaths: ReadonlySet<string> = new Set(['/v1/chat/completions', '/v1/completions', '/v1/embeddings', responsesPath])
/** The path at which a router names services for a prompt that the client will encrypt. */
export const candidatesPath = '/v1/candidates'
/** The largest size of a request, in bytes. */
export const mostRequestBytes = 4 * 1_048_576
/** The largest size, in bytes, of an answer that is not a stream and of one line of a stream. */
export const mostAnswerBytes = 16 * 1_048_576
/** The largest size, in bytes, of an answer or a line that a service encrypts. Base64url makes it a third longer. */
export const mostSealedAnswerBytes = 12 * 1_048_576 - 1_024
