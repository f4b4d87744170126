import type { ErrorCode } from '../errors/errorTable.ts'
import type { PageText } from './pageText.ts'

/** Lines about what an error did not change (such as a balance), by a short name. Many pages use the same line. */
export const notLost = {
  money: {
    en: 'Your balance, holds and leases are unchanged. Money moves only when the chain settles an order.',
    zh: '你的余额、预留和租约都保持原样：只有订单在链上结算时，资金才会转移。',
  },
  prices: { en: 'Nothing was signed. Your listings and running leases keep their prices.', zh: '没有签署任何内容。你的挂牌和进行中的租约价格不变。' },
  hold: {
    en: 'Holding is free. The amount that a funded hold reserved is back in your balance.',
    zh: '预留不收费。带资金的预留所冻结的金额已回到你的余额。',
  },
  escrow: {
    en: 'The escrow stays in the contract until it is paid by the second or refunded. This error did not move it.',
    zh: '托管资金留在合约中，直到按秒支付或退回。此错误没有动用其中任何部分。',
  },
  lease: { en: 'The lease and its programs keep running.', zh: '租约及其上运行的内容照常进行。' },
  unchanged: { en: 'Nothing was changed.', zh: '没有任何更改。' },
  balances: { en: 'Balances, bonds and leases are unchanged.', zh: '余额、保证金和租约都保持原样。' },
  name: {
    en: 'Nothing was done in your name. Orders, leases and balances are unchanged.',
    zh: '没有以你的名义执行任何操作。订单、租约和余额都保持原样。',
  },
  accepted: {
    en: 'Accepted orders are in the journal and continue when the chain answers. A refused transaction moved no tokens.',
    zh: '已受理的订单记录在流水中，区块链恢复响应后继续处理。被链上拒绝的交易没有转移任何代币。',
  },
  mined: {
    en: 'Nothing was sent. Mined steps stay done. Run the command again to continue from there.',
    zh: '没有发送任何内容。此前已打包的仍然有效；重新运行会从那里继续。',
  },
  unsigned: {
    en: 'Nothing was signed or sent. Orders, leases and balances are unchanged.',
    zh: '没有签署或发送任何内容。订单、租约和余额都保持原样。',
  },
  matched: {
    en: 'Earlier matches still settle. Leases run, end, pay and refund as usual, because the contract does not need the operator.',
    zh: '此前已撮合的仍会结算。租约照常运行、结束、付款和退款；合约从不询问运营方。',
  },
  machine: {
    en: 'The escrow of leases on the machine is in the contract. It is paid for delivered seconds or refunded.',
    zh: '该机器上租约的托管资金在合约中：按已提供服务的秒数支付，或予以退回。',
  },
  listing: {
    en: 'Nothing was listed or changed. Leases on the machine keep running, and its keys stay in place.',
    zh: '没有因此上架或更改任何内容。机器上运行的租约照常进行，机器的密钥也留在原处。',
  },
  request: {
    en: 'The request was carried out once or not at all. It is safe to send the same request again.',
    zh: '该请求没有执行，或只执行了一次：以相同内容再次发送是安全的。',
  },
  paidRequest: {
    en: 'A request without an answer costs nothing. A repeated request is a new one, and its answer is paid.',
    zh: '没有回答的请求不收费。重复发送是一个新请求，其回答需要付费。',
  },
  attestation: {
    en: 'Leases, balances and bonds are unchanged. A refused attestation has no effect.',
    zh: '租约、余额和保证金都保持原样：被拒绝的证明不会改变任何内容。',
  },
  unordered: { en: 'Nothing was ordered or paused.', zh: '没有下单，也没有暂停任何内容。' },
  oldLease: { en: 'The old lease keeps running with its data, its names and its ports.', zh: '旧租约带着原有的数据、名称和端口继续运行。' },
} satisfies Record<string, PageText>

/** The name of a line in `notLost`. */
export type NotLost = keyof typeof notLost

type Area = ErrorCode extends `${infer Name}.${string}` ? Name : never

/**
 * The default line for each area of errors. The area is the part of an error code before the dot. Errors of `infinitio provide` use the line `listing` instead.
 */
export const notLostInArea = {
  order: 'money',
  hold: 'hold',
  lease: 'escrow',
  account: 'balances',
  auth: 'name',
  chain: 'accepted',
  market: 'matched',
  node: 'machine',
  api: 'request',
  wallet: 'unsigned',
  attestation: 'attestation',
  journal: 'balances',
  proof: 'unchanged',
  artefact: 'request',
  snapshot: 'lease',
  move: 'oldLease',
  emission: 'unsigned',
  task: 'request',
  service: 'request',
  serving: 'paidRequest',
} as const satisfies Record<Area, NotLost>

/** Returns the area of a code: the word before its point. */
export function areaOf(code: ErrorCode): Area {
  return code.slice(0, code.indexOf('.')) as Area
}
