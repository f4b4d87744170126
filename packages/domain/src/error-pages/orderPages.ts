import type { ErrorPages } from './errorPageTexts.ts'

/** Texts that the pages of errors about an order, or about a halted market, show in addition to the sentence in the error table. */
export const orderPages = {
  'order.backed_off': {
    happened: {
      en: 'Each failed order made a machine unavailable to others for nothing. The first in an hour is free. After the second the account waits a minute, and after each further one within a day twice as long, up to six hours. During the wait a renter cannot place bids or holds. A provider whose contract account refused its own asks cannot place asks.',
      zh: '每一个失败的订单都让一台机器白白不可用。一小时内的第一次不计。第二次之后账户需等待一分钟，一天之内此后每次加倍，最长六小时。等待中的租户不能提交买单或预留。若提供方的合约账户拒绝了自己卖单的签名，它在等待中不能提交卖单。',
    },
    advice: {
      en: 'Keep enough balance for an order until it settles. A contract account must accept its own signatures.',
      zh: '在订单结算之前请保留足够的余额。合约账户必须承认自己的签名。',
    },
    again: true,
    notLost: {
      en: 'Nothing was charged. Leases and cancellations continue. Orders in the order book keep their place, but waiting bids of the account may be [paused](../guides/orders.md#when-your-bids-pause).',
      zh: '没有扣费。租约和取消操作照常进行。订单簿中的订单保留其位置，但账户等待中的买单可能被[暂停](../guides/orders.md#when-your-bids-pause)。',
    },
  },
  'order.ask_signature_refused': {
    happened: {
      en: "The provider's account is a contract. It accepted the signature of the ask when the ask was placed, and refused it when the order was settled on the chain.",
      zh: '提供方的账户是一个合约。卖单提交时它接受了签名，订单在链上结算时却拒绝了。',
    },
    advice: {
      en: "Choose another listing. The ask has left the order book. The refusal counts against the provider's account, not against yours.",
      zh: '请选择其他挂牌。该卖单已离开订单簿，这次拒绝计入提供方的账户，不计入你的账户。',
    },
  },
  'order.value_too_low': {
    happened: {
      en: 'The price of the lease (price × GPUs × seconds) is below `leastLeaseValue` of `GET /chain`, and the order does not sign its relay fee, `smallLeaseFee`. A match with this code was a small piece of a larger order.',
      zh: '租约的价格（单价 × GPU 数 × 秒数）低于 `GET /chain` 的 `leastLeaseValue`，而订单没有签署这种租约的代发费 `smallLeaseFee`。以此代码放弃的撮合是较大订单中的一小部分。',
    },
    advice: {
      en: 'Sign a `maxRelayFee` that covers `smallLeaseFee` for each piece, as the SDK does, or rent more hours or GPUs. To settle the lease yourself with your own gas, set executor 0 in the order and rent a machine whose ask has executor 0: see [small leases](../guides/orders.md#small-leases).',
      zh: '像 SDK 那样签署一个足以支付每一部分 `smallLeaseFee` 的 `maxRelayFee`；或者租用更多小时或 GPU。若要用自己的 gas 结算，请在订单中指定执行者 0，并租用卖单也指定执行者 0 的机器：见[小额租约](../guides/orders.md#small-leases)。',
    },
    again: true,
    notLost: {
      en: 'Your balance, holds and leases are unchanged. Money moves only when the chain settles an order. A match with this code counts against nobody.',
      zh: '你的余额、预留和租约都保持原样：只有订单在链上结算时，资金才会转移。以此代码放弃的撮合不计入任何账户。',
    },
  },
  'order.not_settled': {
    happened: {
      en: 'The order has executor 0: its renter or anyone else settles it, so it needed no relay fee for a small lease. Nobody settled it within two minutes, so the match was dropped and the machine is free again.',
      zh: '订单指定了执行者 0，因此未签署小额租约的代发费也被接受：由租户或任何人结算。两分钟内无人结算，撮合被放弃，机器重新可用。',
    },
    advice: {
      en: "Sign the relay fee (`smallLeaseFee` of `GET /chain`), or send the settle sooner: `openMatches` and `settleMatch` of the SDK do it from the public journal. Such a match counts against the renter's account, because it made a machine unavailable to others. The first in an hour is free.",
      zh: '签署代发费（`GET /chain` 的 `smallLeaseFee`），或更早发送结算：SDK 的 `openMatches` 和 `settleMatch` 可以根据公开日志完成。这样的撮合计入租户的账户，因为它让机器对他人不可用：一小时内的第一次不计。',
    },
  },
  'order.mandate_revoked': {
    detail: {
      en: 'The nonce of the signing permission was cancelled on the chain, by `infinitio price revoke` or by cancelling everything. Its asks are void. The agent shows this in its log and in `infinitio provide status`, and its leases continue.',
      zh: '通过 `infinitio price revoke` 或全部撤单，链上已将该签名权限的 nonce 记为撤销。凭该权限的卖单均已失效；代理程序会在日志和 `infinitio provide status` 中说明，并继续已有的租约。',
    },
    advice: {
      en: "Sign a new one: run `infinitio provide --pair` on the machine and sign in the browser. Or list the machine with the wallet in **Provide**. If you did not revoke it, check your wallet's key first.",
      zh: '请签署新的权限：在机器上运行 `infinitio provide --pair`，并在浏览器中签名；或在**出租**页用钱包上架机器。如果撤销权限的不是你，请先检查钱包的密钥。',
    },
    notLost: {
      en: 'Leases on the machine continue and are paid. Your balance and bond are unchanged.',
      zh: '机器上运行的租约照常进行并获得付款。你的余额和保证金保持原样。',
    },
  },
  'order.pricing_rule_invalid': {
    happened: {
      en: 'The file of a price rule is not JSON, lacks a field or has an unknown one, or has a number out of range. The detail shows which.',
      zh: '价格规则的文件不是 JSON、缺少某个字段或含有多余的字段，或其中某个数字超出范围；详情中指明了它。',
    },
    advice: {
      en: 'Correct that field. The guide [Prices that follow a rule](../guides/pricing.md) has every field. The same command would give the same answer.',
      zh: '更正该字段。指南[按规则定价](../guides/pricing.md)中列出了每个字段。重复运行同一命令会得到同样的答复。',
    },
    notLost: 'prices',
  },
  'order.pricing_floor_above_ceiling': {
    happened: {
      en: "The least price of the rule (its floor, or what pays for electricity, its margin and the market's fee) is higher than its ceiling, so no price is right.",
      zh: '规则的最低价格（底价，或足以覆盖电费、利润和市场手续费的价格）高于其上限，因此没有合适的价格。',
    },
    advice: {
      en: 'Raise the ceiling, or lower the floor or the margin. The same command would give the same answer.',
      zh: '提高上限，或降低底价或利润。重复运行同一命令会得到同样的答复。',
    },
    notLost: 'prices',
  },
  'order.pricing_schedule_overlaps': {
    happened: {
      en: 'Two lines of the schedule contain the same hour of the week, so the price of that hour is unclear.',
      zh: '时间表中有两行包含一周中的同一小时，无法判断应以哪一行为准。',
    },
    advice: {
      en: 'Remove or shorten one: each hour can be in only one line. The same command would give the same answer.',
      zh: '删去其中一行或将其缩短：每个小时最多出现在一行中。重复运行同一命令会得到同样的答复。',
    },
    notLost: 'prices',
  },
  'order.nothing_fits': {
    happened: {
      en: 'No listing that matches this order (classes, regions, memory, GPUs, time) is free at or below its highest price, and the order cannot wait (IOC).',
      zh: '没有满足该订单要求（型号、区域、显存、GPU 数、时间）且价格不高于其最高价的空闲挂牌，而该订单不允许等待（IOC）。',
    },
    advice: {
      en: 'Allow more machines, raise the highest price, or choose time in force GTC or GTT. Then the order rests until a listing matches. The detail names a condition without which machines are free: change that one. If the machines are only taken, sign a new order some seconds after a lease ends. Simulated machines count only if the request asks for them.',
      zh: '放宽订单条件、提高最高价，或以有效方式 GTC 或 GTT 下单：它会一直挂单，直到有合适的挂牌。详情会指出去掉哪个条件就有空闲机器：请更改该条件。如果机器只是被占用，请在租约结束几秒后签署新订单。只有请求中要求时才计入模拟机器。',
    },
  },
  'order.too_many_open': {
    happened: {
      en: 'One account can have up to 1,000 bids and 10,000 asks open, and one machine up to 100 asks, so that nobody fills the order book. An order that replaces an open order does not count twice.',
      zh: '一个账户同时最多可有 1,000 个未完成的买单和 10,000 个未完成的卖单，一台机器最多 100 个卖单，以免有人独占订单簿。取代未完成订单的新订单不另计。',
    },
    advice: {
      en: 'Cancel orders that you no longer want (all at once with cancel-all), or wait until some fill. Then sign a new one.',
      zh: '撤销不再需要的订单（可用全部撤单一次撤销），或等待一部分成交；然后签署新订单。',
    },
  },
  'order.cluster_split': {
    happened: {
      en: 'The machines of this cluster are in different regions or start at different times.',
      zh: '为该集群指定的成员位于不同的区域，或开始时间不同。',
    },
    advice: { en: 'Send the bid again, and the engine matches it again.', zh: '重新发送买单；引擎会重新撮合。' },
  },
  'market.halted': {
    happened: {
      en: 'An operator stopped new matches and holds with `npm run admin -- halt`. You can still place, change and cancel asks.',
      zh: '运营方已用 `npm run admin -- halt` 停止撮合引擎进行新的撮合和预留。卖单仍可提交、更改和撤销。',
    },
    advice: {
      en: 'Wait, then send the same order again. Programs should wait longer before each new try.',
      zh: '请稍候，再次发送同一订单；程序重试的间隔会逐次加长。',
    },
  },
  'market.cancel_only': {
    happened: {
      en: 'An operator set the market to cancel-only with `npm run admin -- cancel-only`: no new asks, bids or holds.',
      zh: '运营方已用 `npm run admin -- cancel-only` 将市场设为只接受撤单：不接受新的卖单、买单或预留。',
    },
    advice: { en: 'You can cancel orders now. Place new orders later.', zh: '撤销你想撤销的，以后再下新订单。' },
  },
} satisfies ErrorPages
