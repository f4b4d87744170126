import type { ErrorPages } from './errorPageTexts.ts'

/** Texts of the pages of errors about shares and secrets of a lease, besides the sentence of the table. */
export const leaseSharePages = {
  'lease.watch_only': {
    happened: {
      en: 'Who holds this lease lets you watch it: its state, its metrics and its log. A shell, SSH and its ports need the right to use it.',
      zh: '租约持有人允许你查看它：状态、指标和日志。终端、SSH 和端口需要使用权限。',
    },
    advice: {
      en: 'Ask who shared it for the right to use it: `infinitio share <lease> <your address> --use`.',
      zh: '请向共享者申请使用权限：`infinitio share <lease> <your address> --use`。',
    },
    again: true,
    notLost: { en: 'You go on watching. Nothing was changed.', zh: '你可以继续查看。没有任何更改。' },
  },
  'lease.not_teammate': {
    happened: {
      en: 'You asked to give a share of this lease back, and it is not shared with you: it is your own, your machine’s, or one you gave away.',
      zh: '你请求放弃该租约的共享，但它并没有共享给你：它是你自己的、是你的机器上的，或是你转让出去的。',
    },
    advice: {
      en: 'Nothing. Whoever holds a lease takes a share back with `infinitio unshare <lease> <address>`.',
      zh: '无需操作。租约持有人可用 `infinitio unshare <lease> <address>` 收回共享。',
    },
    notLost: 'unchanged',
  },
  'lease.share_self': {
    happened: { en: 'The address is the one of who holds this lease.', zh: '该地址就是此租约的持有人。' },
    advice: { en: 'Name the wallet of a teammate.', zh: '请填写同事的钱包。' },
    notLost: 'unchanged',
  },
  'lease.share_provider': {
    happened: {
      en: 'The address is the one of the provider of this lease. Its agent runs the machine already, and who rents it out is no teammate of who rents it.',
      zh: '该地址是此租约的提供方。其代理程序已经在运行这台机器，而出租机器的人不是租用者的同事。',
    },
    advice: { en: 'Name the wallet of a teammate.', zh: '请填写同事的钱包。' },
    notLost: 'unchanged',
  },
  'lease.share_exists': {
    happened: { en: 'The lease is shared with this address by the same right.', zh: '该租约已以相同的权限共享给该地址。' },
    advice: {
      en: 'Nothing, or share it by the other right, which takes the place of the one there is.',
      zh: '无需操作；或以另一种权限共享，它会取代现有的共享。',
    },
    notLost: { en: 'The share there is goes on.', zh: '现有的共享继续有效。' },
  },
  'lease.shares_limit': {
    happened: { en: 'A lease is shared with 16 wallets at most.', zh: '一个租约最多共享给 16 个钱包。' },
    advice: {
      en: 'Take one back on the lease’s page or with `infinitio unshare <lease> <address>`, then share again.',
      zh: '在租约页面或用 `infinitio unshare <lease> <address>` 收回一个，然后重新共享。',
    },
    notLost: { en: 'The shares there are go on.', zh: '已有的共享继续有效。' },
  },
  'lease.share_unknown': {
    happened: {
      en: 'The lease is not shared with this address: it never was, it was taken back, or the lease changed hands, which ends all its shares.',
      zh: '该租约没有共享给该地址：从未共享过、已被收回，或租约已易手，而易手会终止其全部共享。',
    },
    advice: { en: 'Look at whom it is shared with: `infinitio shares <lease>`.', zh: '查看它共享给了谁：`infinitio shares <lease>`。' },
    notLost: 'unchanged',
  },
  'lease.share_ended': {
    happened: {
      en: 'Whoever holds the lease took your share back, lowered it to watching, or gave the lease away. What you had open of it was closed.',
      zh: '租约持有人收回了给你的共享、将其降为仅可查看，或转让了租约。你打开的该租约的内容已被关闭。',
    },
    advice: { en: 'Ask who shared it with you.', zh: '请联系共享者。' },
    notLost: {
      en: 'What is on the machine stays there; it is who holds the lease that decides about it.',
      zh: '机器上的内容仍留在那里；如何处理由租约持有人决定。',
    },
  },
  'lease.secrets_unreadable': {
    happened: {
      en: "A box of secrets opens for one machine and one workload. This one was sealed to another machine's key, for another workload, or was changed on the way. The market threw it away.",
      zh: '一份封装的机密只能由一台机器为一个工作负载打开。这一份是用其他机器的密钥封装的、属于其他工作负载，或在途中被更改。市场已将其丢弃。',
    },
    advice: {
      en: "Hand the secrets in again on the lease's page, or with `infinitio secrets <lease>`.",
      zh: '请在租约页面或用 `infinitio secrets <lease>` 重新提交机密。',
    },
    notLost: {
      en: 'The lease goes on, and its shell is open; its script starts when its secrets are there.',
      zh: '租约照常进行，终端可以使用；机密到达后，其脚本才会启动。',
    },
  },
  'lease.secrets_differ': {
    happened: {
      en: 'The signed order commits to its secrets. The names or values that were handed in now are others, or they were handed in from another place: what makes the commitment unguessable stays in the browser, or follows from the key of the CLI, that signed the order.',
      zh: '签署的订单对其机密作了承诺。现在提交的名称或值与之不同，或是在别处提交的：使该承诺无法被猜出的内容，保存在签署订单的浏览器中，或由签署订单的命令行工具密钥推导得出。',
    },
    advice: {
      en: 'Give the same names and values, in the browser or with the key that signed the order. Other values need a new order.',
      zh: '请在签署订单的浏览器中，或用签署订单的密钥，提供相同的名称和值。要使用其他值，需要新的订单。',
    },
    notLost: {
      en: 'The lease goes on, and its shell is open. Nothing of what was given left your computer in the clear.',
      zh: '租约照常进行，终端可以使用。所提供的内容没有以明文离开你的计算机。',
    },
  },
  'lease.no_secrets': {
    happened: {
      en: 'Secrets were handed in for a lease whose signed workload does not name any, so its machine would not take them.',
      zh: '为一个租约提交了机密，而其签署的工作负载没有声明任何机密，因此机器不会接收。',
    },
    advice: {
      en: 'Name secrets when you book. For this lease, set what you need in its shell.',
      zh: '请在预订时声明机密。对于本租约，请在终端中设置所需的内容。',
    },
    notLost: { en: 'The lease and what runs on it go on. The secrets were not stored.', zh: '租约及其上运行的内容照常进行。机密没有被保存。' },
  },
  'lease.secrets_limit': {
    happened: {
      en: 'The market keeps sealed secrets for at most 256 pairs of workload and machine of one account at a time.',
      zh: '市场为每个账户最多同时保存 256 组（工作负载与机器的组合）封装的机密。',
    },
    advice: {
      en: 'End leases that you do not use; their secrets are deleted within ten minutes. Those of orders that met no lease go after 8 days.',
      zh: '结束你不用的租约；其机密会在十分钟内删除。未成交订单的机密在 8 天后清除。',
    },
    notLost: {
      en: 'The secrets that are kept, and the leases they are for, go on. Those of before can be handed in again.',
      zh: '已保存的机密及其对应的租约照常。此前的机密可以重新提交。',
    },
  },
  'lease.sealing_unsupported': {
    happened: {
      en: "Sealing needs X25519 of the browser's own cryptography, which old browsers lack, and which a page has only by HTTPS or on localhost.",
      zh: '封装需要浏览器自带加密功能中的 X25519：旧浏览器没有它，且页面只有通过 HTTPS 或在 localhost 上才能使用它。',
    },
    advice: { en: 'Open the page by HTTPS in a recent browser, or use the CLI.', zh: '请用较新的浏览器通过 HTTPS 打开页面，或使用命令行工具。' },
    notLost: { en: 'Nothing was sent. A lease that waits for its secrets goes on waiting.', zh: '没有发送任何内容。等待机密的租约会继续等待。' },
  },
} satisfies ErrorPages
