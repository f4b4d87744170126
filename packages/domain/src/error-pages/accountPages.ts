import type { ErrorPages } from './errorPageTexts.ts'

/** Texts that the pages of errors about an account show in addition to the sentence in the error table. */
export const accountPages = {
  'account.blocked': {
    happened: {
      en: 'The operator of this market blocked the account from new asks, bids, holds and stored files.',
      zh: '本市场的运营方禁止该账户下新的卖单、买单和预留，也禁止它存储文件。',
    },
    advice: {
      en: 'Ask the operator. Only this market blocks the account; the contract does not.',
      zh: '请咨询运营方。限制只是本市场的决定，与合约无关。',
    },
    notLost: {
      en: 'Everything you have. Leases run to their end. Cancels, ends, claims and withdrawals work here and directly on the chain.',
      zh: '你拥有的一切：租约照常运行到结束，撤单、结束、领取和提现在此处以及直接在链上都可进行。',
    },
  },
  'account.insufficient_balance': {
    happened: {
      en: 'The Market balance of the account is below the most that the order can cost, with all fees. The detail shows both amounts.',
      zh: '账户的市场余额低于该订单含全部费用的最高成本。详情显示这两个金额。',
    },
    advice: {
      en: 'Move PT to the Market balance with `infinitio wallet deposit <pt>`, or on the page Wallet. On a development chain, `infinitio wallet faucet` gives test money. `infinitio wallet show` prints the balance.',
      zh: '用 `infinitio wallet deposit <pt>` 或在“钱包”页面把 PT 转入市场余额。在开发链上，`infinitio wallet faucet` 发放测试资金。`infinitio wallet show` 显示余额。',
    },
  },
  'account.leases_live': {
    happened: {
      en: 'Deleting an account deletes the workloads of its leases. A lease that has not ended still needs its workload.',
      zh: '删除账户会一并删除其租约的工作负载，而未结束的租约仍需要自己的工作负载。',
    },
    advice: {
      en: 'End the leases, wait until they are closed (about an hour after their end), and ask for the deletion again.',
      zh: '结束这些租约，等到它们关闭（结束后约一小时），再次申请删除。',
    },
    notLost: {
      en: 'Nothing was deleted. `GET /account/export` returns a copy of everything that we store about the account.',
      zh: '没有删除任何内容。`GET /account/export` 会给出该账户全部留存数据的副本。',
    },
  },
  'account.searches_limit': {
    happened: { en: 'An account can have up to 10 saved searches.', zh: '一个账户最多同时保存 10 个搜索。' },
    advice: {
      en: 'Delete one beside the list of **GPUs**, or by `DELETE /account/searches/{searchId}`, then save again.',
      zh: '在 **GPU** 列表旁删除一个，或调用 `DELETE /account/searches/{searchId}`，然后重新保存。',
    },
    notLost: {
      en: 'Your saved searches are unchanged. The address of the page contains the search, so you can bookmark it instead.',
      zh: '已有的搜索保持原样。你想保存的搜索就在页面地址中：书签也能保存它。',
    },
  },
  'account.webhooks_limit': {
    happened: { en: 'An account can have up to 3 webhooks.', zh: '一个账户最多同时拥有 3 个 webhook。' },
    advice: {
      en: 'Delete one under **Notifications**, or by `DELETE /account/webhooks/{webhookId}`, then make the new one.',
      zh: '在 **通知** 中删除一个，或调用 `DELETE /account/webhooks/{webhookId}`，然后新建。',
    },
    notLost: { en: 'Your webhooks still work.', zh: '已有的 webhook 照常工作。' },
  },
  'account.webhook_refused': {
    happened: {
      en: 'The address is not https, contains a user or password, has an unknown host name, or leads to a private, loopback, link-local or other reserved address.',
      zh: '该地址不是 https 地址、包含用户名或密码、域名无法解析，或指向私有、环回、链路本地或其他保留地址。',
    },
    advice: {
      en: 'Use the public https address of your receiver. On the development chain `http://127.0.0.1:PORT` works as well.',
      zh: '请使用接收方的公开 https 地址。在开发链上也可以使用 `http://127.0.0.1:PORT`。',
    },
    notLost: { en: 'Nothing was sent to it. Your other webhooks still work.', zh: '没有向它发送任何内容，已有的 webhook 照常工作。' },
  },
  'account.webhook_unknown': {
    happened: {
      en: 'The webhook or delivery no longer exists (we store deliveries for 30 days), belongs to another account, or the webhook was turned off after its last try failed.',
      zh: '该 webhook 或投递记录已不存在（投递记录保留 30 天）、属于其他账户，或该 webhook 在最后一次尝试失败后被停用。',
    },
    advice: {
      en: 'Look at `GET /account/webhooks`. Turn a webhook on again under **Notifications**, or by `POST /account/webhooks/{webhookId}/enable`.',
      zh: '查看 `GET /account/webhooks`。已停用的 webhook 可在 **通知** 中重新启用，或调用 `POST /account/webhooks/{webhookId}/enable`。',
    },
    notLost: {
      en: 'The list has every notification, also those that no webhook received.',
      zh: '每条通知都在列表中，无论是否已通知 webhook。',
    },
  },
  'account.billing_missing': {
    happened: {
      en: 'The account has no billing details. An accountant cannot use an invoice without them.',
      zh: '该账户没有账单信息，而缺少这些信息的账单对会计毫无用处。',
    },
    advice: {
      en: 'Enter name and address beside the receipt of the lease, or with `infinitio invoice LEASE --name … --address …`.',
      zh: '在租约的收据旁填写名称和地址，或运行 `infinitio invoice LEASE --name … --address …`。',
    },
    notLost: { en: 'The receipt does not need billing details. No invoice number was used.', zh: '没有这些信息收据也在，且没有占用任何账单号码。' },
  },
  'account.mail_off': {
    happened: {
      en: 'The web server was started without `MAIL_SMTP_URL` and `MAIL_FROM`.',
      zh: 'Web 服务器启动时没有设置 `MAIL_SMTP_URL` 和 `MAIL_FROM`。',
    },
    advice: {
      en: 'Use webhooks, or the list under **Notifications**. Operators set a mail server as the guide for operators describes.',
      zh: '使用 webhook，或查看 **通知** 中的列表。运营方：按运营方指南所述设置邮件服务器。',
    },
    notLost: { en: 'The list under **Notifications** has the same content as the e-mails.', zh: '**通知** 中的列表包含电子邮件会告知的全部内容。' },
  },
  'account.mail_limited': {
    happened: {
      en: 'An address gets at most three confirmation mails a day, an account can ask for five a day, and the market sends at most some hundreds an hour. After a reader stops all mail, we send none to that address for 30 days.',
      zh: '同一地址每天最多收到三次确认邮件，同一账户每天最多请求五次，整个市场每小时最多发送几百封。如果某个地址的收件人停止了所有邮件，则 30 天内不再向它发送。',
    },
    advice: {
      en: 'Look for the earlier mail, also in the junk folder. If it is missing, try again tomorrow or enter another address.',
      zh: '查找已经发出的邮件，也看看垃圾邮件文件夹。否则请明天再试，或填写其他地址。',
    },
    notLost: { en: 'The settings are unchanged.', zh: '设置保持原样。' },
  },
  'account.mail_link_over': {
    happened: {
      en: 'A confirmation link works once, within one day, and stops working when a newer link is sent or the address is stopped.',
      zh: '确认电子邮件地址的链接只能使用一次，有效期一天；一旦发送了更新的链接或该地址被停用，旧链接即失效。',
    },
    advice: {
      en: 'Sign in and check under **Notifications** if the address is confirmed. If not, send the mail again.',
      zh: '登录后在 **通知** 中查看该地址是否已经确认；如果没有，请重新发送邮件。',
    },
    notLost: 'unchanged',
  },
  'account.relay_not_covered': {
    happened: {
      en: 'The account has no ask in the order book, no open lease, and a smaller balance than the operator requires.',
      zh: '账户没有订单簿中的要价、没有未结束的租约，余额也低于运营者要求的下限。',
    },
    advice: {
      en: 'Add funds and try again, sign a relay fee, or send it yourself: the field `call` of the answer is the contract call.',
      zh: '请充值后重试、签署一笔代发费，或自行发送：答复的 `call` 字段就是合约调用。',
    },
    again: true,
  },
  'account.relay_fee_too_low': {
    happened: {
      en: 'A withdrawal pays its own relay fee, and the fees of the free transactions that we sent for the account in the last 24 hours.',
      zh: '提款要支付它自己的代发费，以及过去 24 小时为该账户免费代发的费用。',
    },
    advice: {
      en: 'Sign the fee that the wallet shows (`withdrawRelayFee`), or send it yourself: the field `call` of the answer is the contract call.',
      zh: '请按钱包给出的 `withdrawRelayFee` 签署，或自行发送：答复的 `call` 字段就是合约调用。',
    },
    again: true,
  },
  'account.relay_budget_used': {
    happened: {
      en: 'The account, or all accounts together, used all free transactions of the last 24 hours.',
      zh: '该账户或所有账户合计，过去 24 小时的免费代发次数已经用完。',
    },
    advice: {
      en: 'Sign a relay fee, or send it yourself: the field `call` of the answer is the contract call.',
      zh: '请签署代发费，或自行发送：答复的 `call` 字段就是合约调用。',
    },
    again: true,
  },
  'account.session_limit': {
    happened: { en: "This would exceed the key's total limit or its daily limit.", zh: '该密钥将超出其总支出限额或当日支出限额。' },
    advice: {
      en: 'Authorise the key again with a higher limit, wait for the next day, or sign with the wallet itself.',
      zh: '用更高的限额重新授权该密钥、等到第二天，或直接用钱包签名。',
    },
    again: true,
  },
} satisfies ErrorPages
