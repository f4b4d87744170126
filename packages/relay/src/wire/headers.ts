export {
  moreComment,
  mostAnswerBytes,
  mostRequestBytes,
  paidPaths,
  paymentRequiredHeader,
  paymentResponseHeader,
  paymentSignatureHeader,
  receiptComment,
  receiptHeader,
  requestHeader,
  termsHeader,
  voucherHeader,
} from '@infinitio/services'
