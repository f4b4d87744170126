import type { ErrorPages } from './errorPageTexts.ts'

/** Texts that the pages of errors about a lease show in addition to the sentence in the error table. */
export const leasePages = {
  'lease.node_lost': {
    detail: {
      en: 'For 120 s the market received nothing from the machine: no heartbeat, and no tunnel at any gateway. Then the machine was declared lost and its leases ended. When it returns, it deletes their data. A Ready message that it signs for one of them gets this error.',
      zh: '市场在 120 秒内没有收到该机器的任何消息：没有心跳，任何网关上也没有隧道。此时市场判定它已失联，其上运行的租约也随之终止。机器恢复后会清除这些租约；如果它为其中之一签署就绪声明，就会被拒绝：即本错误。',
    },
    advice: {
      en: 'You pay nothing after its last heartbeat. The same request would give the same answer. Renters can rent another machine. Providers should check why their machine did not respond.',
      zh: '最后一次心跳之后的时间不计费。重复发送同一请求会得到同样的答复。租户请租用其他机器；提供方请查明机器为何没有响应。',
    },
  },
  'lease.invoice_unknown': {
    happened: {
      en: 'We issued no invoice with this number for this lease, or the invoice was deleted with the account.',
      zh: '没有为该租约向此账户开具过这个号码的账单，或账单已随账户删除。',
    },
    advice: { en: 'List the invoices of the lease, or issue one.', zh: '列出该租约的账单，或开具一张。' },
    notLost: { en: 'The receipt of the lease has the same amounts.', zh: '租约的收据中有相同的金额。' },
  },
  'lease.end_not_later': {
    happened: { en: "The lease's end on the chain is not before the one you asked for.", zh: '租约在链上的结束时间不早于你请求的时间。' },
    advice: { en: 'Choose a later end, or leave it as it is.', zh: '选择更晚的结束时间，或保持不变。' },
    again: true,
  },
  'lease.not_extendable_yet': {
    happened: { en: 'Auto-extend works only in the last 600 seconds before the end.', zh: '自动续租设置在结束前最后 600 秒内生效。' },
    advice: { en: 'Wait until then. We send it again automatically.', zh: '请等到那时；系统会自动重新发送。' },
  },
  'lease.auto_extend_invalid': {
    happened: {
      en: 'The step is longer than one hour, the lease would exceed your longest time, or the settings are for another lease.',
      zh: '每次续租超过一小时、租约将超过你允许的最长时间，或该设置属于其他租约。',
    },
    advice: { en: 'Sign new auto-extend settings, or extend the lease yourself.', zh: '签署新的自动续租设置，或自行续租。' },
    again: true,
  },
  'lease.not_transferable': {
    happened: {
      en: 'A lease can be transferred only before its start, and only if its listing allows it.',
      zh: '租约只能在开始之前转让，并且其挂牌须允许转让。',
    },
    advice: { en: 'Rent a transferable listing, or end the lease.', zh: '租用允许转让的挂牌，或结束租约。' },
    again: true,
  },
  'lease.port_unknown': {
    happened: {
      en: 'The port in this address is not among the ports of the lease. The gateway and the machine open only the ports that you list, so that no program is on the network by accident.',
      zh: '该地址指向的端口不在租约的端口之列。网关和机器只开放你列出的端口，以免碰巧在监听的程序意外暴露到网络上。',
    },
    advice: {
      en: "Use one of the ports on the lease's page, or add this port there (up to 16 ports). You can also reach other ports through SSH (`ssh -L`).",
      zh: '使用租约页面上列出的端口之一，或在那里添加此端口（最多 16 个端口）。其他端口也可通过 SSH 访问（`ssh -L`）。',
    },
    notLost: 'lease',
  },
  'lease.port_tokens_limit': {
    happened: { en: 'A lease can have up to 16 access tokens for programs.', zh: '一个租约最多同时拥有 16 个供程序使用的访问令牌。' },
    advice: {
      en: "Revoke a token on the lease's page or with `infinitio ports <lease> --revoke <id>`, then make a new one.",
      zh: '在租约页面或用 `infinitio ports <lease> --revoke <id>` 撤销一个，然后新建。',
    },
    notLost: { en: 'Your tokens work until the lease ends.', zh: '已有的令牌在租约结束前继续有效。' },
  },
} satisfies ErrorPages
