import type { ErrorPages } from './errorPageTexts.ts'

/** Texts that the pages of errors about shared access to a lease and its secrets show in addition to the sentence in the error table. */
export const leaseSharePages = {
  'lease.watch_only': {
    happened: {
      en: 'The holder lets you watch this lease: its state, metrics and log. The shell, SSH and ports need the right to use it.',
      zh: '租约持有人允许你查看它：状态、指标和日志。终端、SSH 和端口需要使用权限。',
    },
    advice: {
      en: 'Ask the holder for the right to use it: `infinitio share <lease> <your address> --use`.',
      zh: '请向共享者申请使用权限：`infinitio share <lease> <your address> --use`。',
    },
    again: true,
    notLost: { en: 'You can still watch. Nothing was changed.', zh: '你可以继续查看。没有任何更改。' },
  },
  'lease.not_teammate': {
    happened: {
      en: 'You asked to leave this lease, but it is not shared with you: it is yours, runs on your machine, or you transferred it.',
      zh: '你请求放弃该租约的共享，但它并没有共享给你：它是你自己的、是你的机器上的，或是你转让出去的。',
    },
    advice: {
      en: 'You do not need to do anything. The holder of a lease stops sharing it with `infinitio unshare <lease> <address>`.',
      zh: '无需操作。租约持有人可用 `infinitio unshare <lease> <address>` 停止共享。',
    },
    notLost: 'unchanged',
  },
  'lease.share_self': {
    happened: { en: 'The address is the holder of this lease.', zh: '该地址就是此租约的持有人。' },
    advice: { en: 'Enter the wallet of a teammate.', zh: '请填写同事的钱包。' },
    notLost: 'unchanged',
  },
  'lease.share_provider': {
    happened: {
      en: 'The address is the provider of this lease. Its agent already runs the machine, so it cannot be a teammate of the renter.',
      zh: '该地址是此租约的提供方。其代理程序已经在运行这台机器，而出租机器的人不是租户的同事。',
    },
    advice: { en: 'Enter the wallet of a teammate.', zh: '请填写同事的钱包。' },
    notLost: 'unchanged',
  },
  'lease.share_exists': {
    happened: { en: 'The lease is already shared with this address, with the same right.', zh: '该租约已以相同的权限共享给该地址。' },
    advice: {
      en: 'You do not need to do anything. If you share it with the other right, that right replaces the present one.',
      zh: '无需操作；或以另一种权限共享，它会取代现有的共享。',
    },
    notLost: { en: 'The share is unchanged.', zh: '现有的共享继续有效。' },
  },
  'lease.shares_limit': {
    happened: { en: 'A lease can be shared with up to 16 wallets.', zh: '一个租约最多共享给 16 个钱包。' },
    advice: {
      en: 'Stop sharing with one wallet on the lease’s page or with `infinitio unshare <lease> <address>`, then share again.',
      zh: '在租约页面或用 `infinitio unshare <lease> <address>` 停止与其中一个共享，然后重新共享。',
    },
    notLost: { en: 'All shares are unchanged.', zh: '已有的共享继续有效。' },
  },
  'lease.share_unknown': {
    happened: {
      en: 'The lease is not shared with this address: it never was, the share was revoked, or the lease was transferred, which ends all shares.',
      zh: '该租约没有共享给该地址：从未共享过、已被撤销，或租约已易手，而易手会终止其全部共享。',
    },
    advice: { en: 'See the list of wallets: `infinitio shares <lease>`.', zh: '查看它共享给了谁：`infinitio shares <lease>`。' },
    notLost: 'unchanged',
  },
  'lease.share_ended': {
    happened: {
      en: 'The holder revoked your share, lowered it to watching, or transferred the lease. Your open shells and ports of it were closed.',
      zh: '租约持有人撤销了给你的共享、将其降为仅可查看，或转让了租约。你打开的该租约的内容已被关闭。',
    },
    advice: { en: 'Ask the holder to share it again.', zh: '请联系共享者。' },
    notLost: {
      en: 'Your files on the machine stay there. The holder of the lease decides about them.',
      zh: '机器上的内容仍留在那里；如何处理由租约持有人决定。',
    },
  },
  'lease.secrets_unreadable': {
    happened: {
      en: 'Secrets are encrypted for one machine and one workload. These were encrypted for another machine or workload, or were changed on the way. The market deleted them.',
      zh: '加密变量是为一台机器和一个工作负载加密的。这些加密变量是为其他机器或工作负载加密的，或在途中被更改。市场已将其删除。',
    },
    advice: {
      en: "Send the secrets again on the lease's page, or with `infinitio secrets <lease>`.",
      zh: '请在租约页面或用 `infinitio secrets <lease>` 重新发送加密变量。',
    },
    notLost: {
      en: 'The lease continues, and its shell is open. Its script starts when its secrets arrive.',
      zh: '租约照常进行，终端可以使用；加密变量到达后，其脚本才会启动。',
    },
  },
  'lease.secrets_differ': {
    happened: {
      en: 'The signed order contains a hash of its secrets. You sent other names or values, or sent them from another place. The hash includes a random value that only the browser, or the key of the command, that signed the order has.',
      zh: '签署的订单对其加密变量作了承诺。现在提交的名称或值与之不同，或是在别处提交的：使该承诺无法被猜出的内容，保存在签署订单的浏览器中，或由签署订单的命令行工具密钥推导得出。',
    },
    advice: {
      en: 'Send the same names and values, from the browser or with the key that signed the order. Other values need a new order.',
      zh: '请在签署订单的浏览器中，或用签署订单的密钥，提供相同的名称和值。要使用其他值，需要新的订单。',
    },
    notLost: {
      en: 'The lease continues, and its shell is open. Your values left your computer only encrypted.',
      zh: '租约照常进行，终端可以使用。你的值只以加密形式离开你的计算机。',
    },
  },
  'lease.no_secrets': {
    happened: {
      en: 'You sent secrets for a lease whose signed workload has none, so its machine would not accept them.',
      zh: '为一个租约提交了加密变量，而其签署的工作负载没有声明任何加密变量，因此机器不会接收。',
    },
    advice: {
      en: 'Add secrets when you rent. For this lease, set the values in its shell.',
      zh: '请在租用时添加加密变量。对于本租约，请在终端中设置所需的内容。',
    },
    notLost: {
      en: 'The lease and its programs keep running. The secrets were not stored.',
      zh: '租约及其上运行的内容照常进行。加密变量没有被保存。',
    },
  },
  'lease.secrets_limit': {
    happened: {
      en: 'The market stores encrypted secrets for up to 256 pairs of workload and machine of one account.',
      zh: '市场为每个账户最多同时保存 256 组（工作负载与机器的组合）加密变量。',
    },
    advice: {
      en: 'End leases that you do not use. Their secrets are deleted within ten minutes. Secrets of orders that got no lease are deleted after 8 days.',
      zh: '结束你不用的租约；其加密变量会在十分钟内删除。未成交订单的加密变量在 8 天后清除。',
    },
    notLost: {
      en: 'The stored secrets and their leases are unchanged. You can send the other secrets later.',
      zh: '已保存的加密变量及其对应的租约照常。其他加密变量可以稍后发送。',
    },
  },
  'lease.sealing_unsupported': {
    happened: {
      en: 'Encryption needs X25519 in the browser. Old browsers lack it, and a page can use it only by HTTPS or on localhost.',
      zh: '加密需要浏览器支持 X25519：旧浏览器没有它，且页面只有通过 HTTPS 或在 localhost 上才能使用它。',
    },
    advice: { en: 'Open the page by HTTPS in a recent browser, or use the CLI.', zh: '请用较新的浏览器通过 HTTPS 打开页面，或使用命令行工具。' },
    notLost: { en: 'Nothing was sent. The lease still waits for its secrets.', zh: '没有发送任何内容。等待加密变量的租约会继续等待。' },
  },
} satisfies ErrorPages
