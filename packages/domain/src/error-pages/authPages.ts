import type { ErrorPages } from './errorPageTexts.ts'

/** Texts that the pages of errors about a signature or session show in addition to the sentence in the error table. */
export const authPages = {
  'auth.account_not_deployed': {
    happened: {
      en: "The signature contains the deployment of its account (ERC-6492). The Market contract needs the account's code, which is not on the chain, and the operator does not pay for the deployment.",
      zh: '签名中带有账户的部署方式（ERC-6492）。Market 合约要询问账户的代码，而代码还不存在；运营者不为陌生人的部署付费。',
    },
    advice: {
      en: 'Send a first transaction with the account, which deploys it, and sign again. Signing in works before that.',
      zh: '用该账户发送第一笔交易以完成部署，然后重新签名。在此之前可以登录。',
    },
    again: true,
    notLost: { en: 'Nothing was signed, charged or changed.', zh: '没有签署、扣费或更改任何内容。' },
  },
  'auth.token_invalid': {
    happened: {
      en: 'The request has a token that the market does not know: it has a typing error, was revoked, or has expired.',
      zh: '请求中的令牌不被市场承认：它有拼写错误、已被撤销或已过期。',
    },
    advice: {
      en: 'In a browser, open the page again. For a program, make a new token with `infinitio keys token make` and send it as `Authorization: Bearer inft_…`. `/docs/guides/tokens` shows how.',
      zh: '在浏览器中请重新打开页面。程序请用 `infinitio keys token make` 生成新令牌，并以 `Authorization: Bearer inft_…` 发送。见 `/docs/guides/tokens`。',
    },
  },
  'auth.token_missing': {
    happened: {
      en: 'The request came to a port of a lease without a session of its holder and without an access token.',
      zh: '对租约端口的请求既没有其持有人的会话，也没有访问令牌。',
    },
    advice: {
      en: "In a browser, sign in to the market, open the lease's page and press Open beside the port. A program sends `Authorization: Bearer …` or `X-Infinitio-Token: …` with a token made on that page or by `infinitio ports <lease> --token`.",
      zh: '在浏览器中登录市场，打开租约页面，点击端口旁的“打开”。程序应发送 `Authorization: Bearer …` 或 `X-Infinitio-Token: …`，令牌可在该页面或用 `infinitio ports <lease> --token` 创建。',
    },
    notLost: {
      en: 'Nothing reached the machine. The lease and its programs keep running.',
      zh: '没有任何内容到达机器。租约及其上运行的内容照常进行。',
    },
  },
  'auth.ports_unsafe': {
    happened: {
      en: "The host in `PORTS_URL` is the site's host, or above or below it, so that a renter's program could act as the site; or it has no certificate. The gateway did not start.",
      zh: '网关启动时设置的 `PORTS_URL` 的主机名就是本站的主机名，或是它的上级或下级域名，使租户运行的程序可以冒充本站；或者没有对应的证书。网关没有启动。',
    },
    advice: {
      en: 'Use a separate domain for the ports, best one on the Public Suffix List, and set its wildcard certificate in `PORTS_CERT_FILE` and `PORTS_KEY_FILE`. Only names below `localhost` need no certificate.',
      zh: '为端口使用独立的域名，最好是列入 Public Suffix List 的域名，并用 `PORTS_CERT_FILE` 和 `PORTS_KEY_FILE` 指定其通配符证书。只有 `localhost` 之下的名称可以不用证书。',
    },
    notLost: { en: 'Nothing was opened. Leases keep running.', zh: '没有开放任何内容。租约照常运行。' },
  },
  'auth.message_used': {
    happened: {
      en: 'A signed message has a number that counts once. This number was used, cancelled, or is below your floor.',
      zh: '只计一次的消息带有编号；该编号已被使用、已被撤销，或低于你设定的编号下限。',
    },
    advice: { en: 'Sign a new message with a new number.', zh: '用新的编号签署一条新消息。' },
    again: true,
  },
  'auth.session_invalid': {
    happened: { en: 'The zero address and the account itself cannot be session keys.', zh: '零地址和账户自身都不能用作会话密钥。' },
    advice: { en: 'Make a new key and authorise it.', zh: '生成一个新密钥并授权它。' },
    again: true,
  },
  'auth.session_key_expired': {
    happened: {
      en: 'The authorisation of this key has expired, or it expires before the chain can execute what the key signed.',
      zh: '该账户对此密钥的授权时间已过，或会在链上受理其签署的内容之前到期。',
    },
    advice: {
      en: 'Authorise the key again with a later expiry, or sign with the wallet itself.',
      zh: '用更晚的到期时间重新授权该密钥，或直接用钱包签名。',
    },
    again: true,
  },
  'auth.session_key_revoked': {
    happened: {
      en: 'The account revoked this key on the chain. Orders of the key that the chain had not executed no longer count.',
      zh: '该账户已在链上撤销对此密钥的授权。该密钥已签署但链上尚未受理的内容不再有效。',
    },
    advice: { en: 'Authorise another key, or sign with the wallet itself.', zh: '授权另一个密钥，或直接用钱包签名。' },
    again: true,
    notLost: {
      en: 'Leases that the key rented continue. Amounts locked for orders that did not settle are free again.',
      zh: '该密钥此前租用的租约照常进行；为未结算的订单锁定的资金已重新可用。',
    },
  },
  'auth.key_not_allowed': {
    happened: {
      en: 'A session key signed in for its account and asked for something that keys may not do: leases that others rented, settings, keys, money, or a browser cookie.',
      zh: '会话密钥以其账户的身份登录，却请求了对密钥关闭的内容：他人租用的租约、设置、密钥、资金，或浏览器的 cookie。',
    },
    advice: {
      en: "Sign in with the wallet itself. In the command line client, unset `INFINITIO_KEY` and give the wallet's key file.",
      zh: '请用钱包登录：使用命令行工具时，取消设置 `INFINITIO_KEY`，并指定钱包的密钥文件。',
    },
    again: true,
    notLost: {
      en: 'Nothing was done. Leases of the key continue, and the key still works for everything that keys may do.',
      zh: '没有执行任何操作。该密钥租用的内容照常进行，密钥仍可用于允许密钥执行的操作。',
    },
  },
} satisfies ErrorPages
