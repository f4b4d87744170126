export {
  moreComment,
  mostAnswerBytes,
  mostRequestBytes,
  paidPaths,
  receiptComment,
  receiptHeader,
  requestHeader,
  termsHeader,
  voucherHeader,
} from '@infinitio/services'
