import type { MailWords } from './mailWords.ts'

const rights = { watch: '查看', use: '使用' } as const

/** What mails say in Chinese. */
export const mailWordsZh: MailWords = {
  nodeWithoutName: (id) => `节点 ${id}`,
  leaseOn: ({ lease, name, node }) => `${node} 上的租约 ${lease}${name === null ? '' : ` ${name}`}`,
  told: {
    lease_ready: ({ lease }, said) => ({ subject: `租约 ${lease} 已就绪`, line: `${said.lease} 已就绪，开始计费。` }),
    lease_ending: ({ lease, endAt, extensionStopped }, said) => ({
      subject: `租约 ${lease} 即将结束`,
      line: extensionStopped
        ? `${said.lease} 将于 ${said.moment(endAt)} 结束。它的机器已不再挂牌，无法自动续租。请保存需要的内容。`
        : `${said.lease} 将于 ${said.moment(endAt)} 结束。如需继续，请续租。`,
    }),
    lease_ended: ({ lease, spent, refund }, said) => ({
      subject: `租约 ${lease} 已结束`,
      line: `${said.lease} 已结束：花费 ${said.pt(spent)}，退回 ${said.pt(refund)}。`,
    }),
    lease_budget: ({ lease, locked, most }, said) => ({
      subject: `租约 ${lease} 的预算已用去大半`,
      line: `${said.lease} 已锁定 ${said.pt(locked)}，自动续租上限为 ${said.pt(most)}。`,
    }),
    key_budget: ({ key, spent, total }, said) => ({
      subject: '一个会话密钥的预算已用去大半',
      line: `会话密钥 ${key} 已花费 ${said.pt(spent)}，预算为 ${said.pt(total)}。`,
    }),
    machine_lost: ({ lease }, said) => ({ subject: `租约 ${lease} 的机器失联`, line: `${said.lease}：机器已失联。未提供的服务不计费。` }),
    order_filled: ({ lease }, said) => ({ subject: `你的订单已成交：租约 ${lease}`, line: `你的订单已成交。${said.lease}。` }),
    lease_shared: ({ lease, holder, right }, said) => ({
      subject: `租约 ${lease} 已与你共享`,
      line: `钱包 ${holder} 与你共享了一个租约，供你${rights[right]}。${said.lease}。`,
    }),
    share_changed: ({ lease, holder, right }, said) => ({
      subject: `你对租约 ${lease} 的权限已变更`,
      line: `钱包 ${holder} 从现在起允许你${rights[right]}其租约。${said.lease}。`,
    }),
    share_ended: ({ lease, holder }, said) => ({ subject: `租约 ${lease} 不再与你共享`, line: `钱包 ${holder} 不再与你共享其租约。${said.lease}。` }),
    search_found: ({ found }) => ({ subject: '你保存的搜索有新结果', line: `你保存的搜索有 ${found} 个新节点。` }),
    node_leased: ({ gpus, durationSeconds, lease }, said) => ({
      subject: '你的一台机器已被租用',
      line: `${said.node} 已被租用：${gpus} 张 GPU，${(durationSeconds / 3_600).toFixed(2)} 小时（租约 ${lease}）。`,
    }),
    node_silent: (_facts, said) => ({ subject: '你的一台机器无响应', line: `${said.node} 无响应，已从市场隐藏。` }),
    node_lost: ({ leases }, said) => ({ subject: '你的一台机器失联', line: `${said.node} 已失联。当时在其上运行的租约：${leases} 个。` }),
    webhook_disabled: () => ({ subject: '你的一个 webhook 已停用', line: '你的一个 webhook 在半天内失败八次，已停用。' }),
  },
  link: {
    machines: '查看你的机器',
    keys: '查看你的会话密钥',
    lease: '打开租约',
    leases: '查看你的租约',
    notifications: '查看你的通知',
    webhooks: '查看你的 webhook',
  },
  confirm: {
    subject: '确认你的电子邮件地址',
    link: '确认此地址',
    lines: (account) => [
      `有人以钱包 ${account} 请求本市场把通知发送到此地址。`,
      '如果是你，请在一天内打开链接并确认。如果不是，无需任何操作，之后不会再发送。',
    ],
    note: (site) => `你收到此邮件，是因为有人在 ${site} 填写了此地址。`,
  },
  note: ({ account, site }) => `这是发给钱包 ${account} 的通知。可在 ${site}/notifications 选择通过邮件接收哪些内容。`,
  stop: '停止此钱包向此地址发送的所有邮件',
}
