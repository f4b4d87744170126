import type { Language } from '../format/preferredLanguage.ts'
import type { NotificationKind, NotificationPlace } from '../notifications/notificationKinds.ts'

/** A text as an ICU message, in each language. */
export type Message = Readonly<Record<Language, string>>

/** Texts for one kind of notification, as ICU messages. Their arguments are the facts of that kind, formatted by `notificationValues`. */
export type NotificationMessages = {
  /** The name of the kind in settings. */
  readonly name: Message
  /** The subject of the mail. */
  readonly subject: Message
  /** The sentence in the list, in the mail and in the output of the command line. */
  readonly text: Message
}

/** The texts for every kind of notification. The web page, the mail and the command line all use this table. */
export const notificationMessages: Readonly<Record<NotificationKind, NotificationMessages>> = {
  lease_ready: {
    name: { en: 'Lease ready', zh: '租约就绪' },
    subject: { en: 'Lease {leaseId} is ready', zh: '租约 {leaseId} 已就绪' },
    text: { en: '{lease} is ready. Billing has started', zh: '{lease} 已就绪，开始计费' },
  },
  lease_ending: {
    name: { en: 'Lease ends soon', zh: '租约即将结束' },
    subject: { en: 'Lease {leaseId} ends soon', zh: '租约 {leaseId} 即将结束' },
    text: {
      en: '{lease} ends at {endAt}{extensionStopped, select, yes { and cannot be extended, because its machine is no longer listed. Save your files.} other {. Extend it to keep it running.}}',
      zh: '{lease} 将于 {endAt} 结束{extensionStopped, select, yes {，且无法自动续租：它的机器已不再挂牌。请保存你的文件。} other {。如需继续运行请续租。}}',
    },
  },
  lease_extended: {
    name: { en: 'Lease extended', zh: '租约已续租' },
    subject: { en: 'Lease {leaseId} was extended', zh: '租约 {leaseId} 已续租' },
    text: {
      en: '{lease} was extended{automatic, select, yes { automatically} other {}}. It now ends at {endAt}',
      zh: '{lease} 已{automatic, select, yes {自动} other {}}续租，现在将于 {endAt} 结束',
    },
  },
  lease_ended: {
    name: { en: 'Lease ended', zh: '租约已结束' },
    subject: { en: 'Lease {leaseId} has ended', zh: '租约 {leaseId} 已结束' },
    text: { en: '{lease} has ended: {spent} PT spent, {refund} PT refunded', zh: '{lease} 已结束：花费 {spent} PT，退回 {refund} PT' },
  },
  lease_budget: {
    name: { en: 'Lease budget almost used', zh: '租约预算将尽' },
    subject: { en: 'Lease {leaseId} has used most of its budget', zh: '租约 {leaseId} 的预算已用去大半' },
    text: { en: '{lease} has locked {locked} PT. Auto-extend can lock up to {most} PT', zh: '{lease} 已锁定 {locked} PT，自动续租上限为 {most} PT' },
  },
  key_budget: {
    name: { en: 'Key budget almost used', zh: '密钥预算将尽' },
    subject: { en: 'A session key has used most of its budget', zh: '一个会话密钥的预算已用去大半' },
    text: { en: 'Session key {key} has spent {spent} of its {total} PT', zh: '会话密钥 {key} 已花费 {spent} PT，预算为 {total} PT' },
  },
  machine_lost: {
    name: { en: 'Machine lost', zh: '租约的机器失联' },
    subject: { en: 'The machine of lease {leaseId} is lost', zh: '租约 {leaseId} 的机器失联' },
    text: { en: '{lease}: the machine stopped responding. You pay only for the time before that.', zh: '{lease}：机器停止响应。只计费到那一刻。' },
  },
  order_filled: {
    name: { en: 'Order filled', zh: '订单成交' },
    subject: { en: 'Your order was filled: lease {leaseId}', zh: '你的订单已成交：租约 {leaseId}' },
    text: { en: 'Your order was filled. {lease}', zh: '你的订单已成交。{lease}' },
  },
  job_ended: {
    name: { en: 'Job ended', zh: '作业已结束' },
    subject: {
      en: '{outcome, select, done {Your job is done} partly {Your job ended with some results} failed {Your job failed} other {Your cancelled job has ended}}',
      zh: '{outcome, select, done {你的作业已完成} partly {你的作业部分完成} failed {你的作业失败了} other {你取消的作业已结束}}',
    },
    text: {
      en: '{outcome, select, done {Your job is done: {jobName}} partly {Your job ended with a result of {done} of its {steps} steps: {jobName}. Its page shows why the others failed} failed {Your job failed: {jobName}. Its page shows why} other {The job that you cancelled has ended: {jobName}}}. It costs at most {spent} PT',
      zh: '{outcome, select, done {你的作业已完成：{jobName}} partly {你的作业已结束，{steps} 个步骤中 {done} 个有结果：{jobName}。其余步骤失败的原因见其页面} failed {你的作业失败：{jobName}。原因见其页面} other {你取消的作业已结束：{jobName}}}。最多花费 {spent} PT',
    },
  },
  lease_shared: {
    name: { en: 'Lease shared with you', zh: '租约共享给你' },
    subject: { en: 'Lease {leaseId} is shared with you', zh: '租约 {leaseId} 已与你共享' },
    text: {
      en: '{holder} shares a lease with you, {right, select, use {to use} other {to watch}}: {lease}',
      zh: '{holder} 与你共享了一个租约，{right, select, use {供你使用} other {供你查看}}：{lease}',
    },
  },
  share_changed: {
    name: { en: 'Share changed', zh: '共享权限变更' },
    subject: { en: 'Your right to lease {leaseId} changed', zh: '你对租约 {leaseId} 的权限已变更' },
    text: {
      en: '{holder} changed your right to a lease. You can now {right, select, use {use it} other {watch it}}: {lease}',
      zh: '{holder} 更改了你对租约的权限，现可{right, select, use {使用} other {查看}}：{lease}',
    },
  },
  share_ended: {
    name: { en: 'Share ended', zh: '共享结束' },
    subject: { en: 'Lease {leaseId} is no longer shared with you', zh: '租约 {leaseId} 不再与你共享' },
    text: { en: '{holder} stopped sharing a lease with you: {lease}', zh: '{holder} 不再与你共享租约：{lease}' },
  },
  search_found: {
    name: { en: 'Saved search has new results', zh: '已保存的搜索有新结果' },
    subject: { en: 'Your saved search has new results', zh: '你保存的搜索有新结果' },
    text: {
      en: '{found, plural, one {# new machine} other {# new machines}} for {query, select, none {your saved search} other {your search {query}}}',
      zh: '{query, select, none {你保存的搜索} other {搜索“{query}”}}有{found, plural, other {# 台新机器}}',
    },
  },
  fault_recorded: {
    name: { en: 'Fault recorded', zh: '已记录故障' },
    subject: { en: 'A fault of lease {leaseId} was recorded', zh: '租约 {leaseId} 记录了一次故障' },
    text: {
      en: 'A fault was recorded. At fault: {party, select, provider {the provider} renter {the renter} operator {the operator of this market} other {nobody}}.{incident, select, not_ready { The holder gets the escrow back at once by reporting that the machine is not ready, else 70 min after the start.} other {}} {lease}',
      zh: '记录了一次故障。责任方：{party, select, provider {提供方} renter {租用方} operator {本市场的运营方} other {无}}。{incident, select, not_ready {持有人报告机器未就绪即可立即取回托管金额，否则在开始 70 分钟后退还。} other {}}{lease}',
    },
  },
  problem_answered: {
    name: { en: 'Report answered', zh: '报告已答复' },
    subject: { en: 'The provider answered your report about lease {leaseId}', zh: '提供方答复了你关于租约 {leaseId} 的报告' },
    text: { en: 'The provider answered report {report}. {lease}', zh: '提供方答复了报告 {report}。{lease}' },
  },
  problem_reported: {
    name: { en: 'Problem reported', zh: '收到问题报告' },
    subject: { en: 'A renter reported a problem with lease {leaseId}', zh: '租户报告了租约 {leaseId} 的问题' },
    text: {
      en: 'Report {report}: {problem, select, gpu {a GPU problem} speed {a slow machine} network {a network problem} disk {a disk problem} access {no access} other {a problem}} on {node} (lease {leaseId}). The lease continues; answer the report.',
      zh: '报告 {report}：{node} 上{problem, select, gpu {GPU 有问题} speed {机器太慢} network {网络有问题} disk {磁盘有问题} access {无法访问} other {有问题}}（租约 {leaseId}）。租约会继续；请答复报告。',
    },
  },
  lease_maintenance: {
    name: { en: 'Maintenance of a machine', zh: '机器维护' },
    subject: {
      en: '{cancelled, select, yes {Maintenance cancelled} other {Maintenance planned}}: lease {leaseId}',
      zh: '{cancelled, select, yes {维护已取消} other {计划维护}}：租约 {leaseId}',
    },
    text: {
      en: '{lease}: {cancelled, select, yes {the provider cancelled the maintenance from {from} to {until}.} other {its provider plans maintenance of the machine from {from} to {until}. The lease does not end, but the machine may stop. Save your files before the maintenance starts.}}',
      zh: '{lease}：{cancelled, select, yes {提供方取消了 {from} 至 {until} 的维护。} other {提供方计划于 {from} 至 {until} 维护机器。租约不会结束，但机器可能停止。请提前保存文件。}}',
    },
  },
  node_leased: {
    name: { en: 'Your machine rented', zh: '你的机器被租用' },
    subject: { en: 'Your machine was rented', zh: '你的一台机器已被租用' },
    text: {
      en: '{node} was rented: {gpus, plural, one {# GPU} other {# GPUs}} for {durationSeconds} (lease {leaseId})',
      zh: '{node} 被租用：{gpus, plural, other {# 张 GPU}}，{durationSeconds}（租约 {leaseId}）',
    },
  },
  node_silent: {
    name: { en: 'Your machine not responding', zh: '你的机器无响应' },
    subject: { en: 'Your machine is not responding', zh: '你的一台机器无响应' },
    text: { en: '{node} is not responding and is hidden from the market', zh: '{node} 没有响应，已从市场隐藏' },
  },
  node_lost: {
    name: { en: 'Your machine lost', zh: '你的机器失联' },
    subject: { en: 'Your machine is lost', zh: '你的一台机器失联' },
    text: {
      en: '{node} did not respond for too long{leases, plural, =0 {} one {, so its # lease ended} other {, so its # leases ended}}',
      zh: '{node} 太久没有响应{leases, plural, =0 {} other {，其 # 个租约已结束}}',
    },
  },
  listing_hidden: {
    name: { en: 'Listing hidden by a higher fee', zh: '费率上调后挂单被隐藏' },
    subject: { en: 'A higher fee hides your listing', zh: '费率上调，你的挂单已被隐藏' },
    text: {
      en: 'The listing of {node} is hidden, and nobody can rent it. A vote raised the market fee to {feeBps} %, but your wallet signed at most {signedFeeBps} % for this listing. List the machine again to sign the new fee.',
      zh: '{node} 的挂单已被隐藏，无人可以租用。投票将市场费率提高到 {feeBps} %，而你的钱包为该挂单签名的最高费率是 {signedFeeBps} %。请重新挂出该机器，以签名新的费率。',
    },
  },
  proof_failed: {
    name: { en: 'Failed proof of your machine', zh: '你的机器证明失败' },
    subject: { en: 'Your machine failed a GPU proof', zh: '你的一台机器未通过 GPU 证明' },
    text: {
      en: '{node} failed a GPU proof. {reason, select, silent {It did not answer in time or did not open its rows. Check that its agent runs and reaches the validators.} late {Its answer came too late. Check its network, and stop other programs on its GPUs.} wrong {An opened row is wrong. Check the memory of its GPUs for errors.} smaller {A GPU filled less memory than its class requires. Stop other programs on its GPUs, or register it with the right class.} fewer {Fewer GPUs proved than were free. Check that its agent detects all of them.} refused {This market accepts no proof of this size from its class. Update its agent and check its class.} other {The messages do not show why. Check its GPUs and its network.}} We notify you again only if it passes a proof and then fails another.',
      zh: '{node} 未通过 GPU 证明。{reason, select, silent {它没有及时回应，或没有公开所选的行。请检查其代理是否在运行并能连接验证者。} late {它的回应太迟。请检查网络，并停止占用其 GPU 的其他程序。} wrong {公开的某一行有误。请检查其 GPU 显存是否出错。} smaller {某个 GPU 填充的显存少于其型号的要求。请停止占用 GPU 的其他程序，或以正确的型号登记。} fewer {参与证明的 GPU 少于空闲的 GPU。请检查代理是否能识别所有 GPU。} refused {本市场不接受该型号这种大小的证明。请更新其代理并检查型号。} other {消息中看不出原因。请检查其 GPU 和网络。}}只有在它通过证明后再次失败时，我们才会再次通知你。',
    },
  },
  tier_changed: {
    name: { en: 'Tier of your machine', zh: '你的机器的等级' },
    subject: {
      en: '{step, select, lost {Your machine lost its tier} other {Your machine has its tier again}}',
      zh: '{step, select, lost {你的一台机器失去了等级} other {你的一台机器恢复了等级}}',
    },
    text: {
      en: '{step, select, lost {{node} fell from tier {before} to tier {tier}. {reason, select, proof {It did not pass enough GPU proofs. Its page shows why each failed; it gets the tier back when it passes them.} days {Its proofs cover fewer than 7 days. Keep it online.} passes {It passed less than 95 % of its GPU proofs. Its page shows why each failed.} uptime {It was offline too long in 30 days. Keep the machine and its network on.} ready {Its leases start too slowly: nine of ten must be ready within 5 minutes.} gateways {Validators reached it through fewer than two gateways. Check its network.} speed {Its measured network is too slow for the tier. Check its connection.} region {Measured distances do not match its region. Register the right region.} bond {Your bond is too small for the tier. Add to it.} clean {A fraud was proven in the last 90 days.} other {Its page shows what the tier requires.}}} other {{node} is back on tier {tier}.}}',
      zh: '{step, select, lost {{node} 从等级 {before} 降到等级 {tier}。{reason, select, proof {它通过的 GPU 证明不够。其页面显示每次失败的原因；通过证明后即可恢复等级。} days {它的证明不足 7 天。请保持在线。} passes {它通过的 GPU 证明不到 95 %。其页面显示每次失败的原因。} uptime {它在 30 天内离线太久。请保持机器和网络在线。} ready {它的租约启动太慢：十个中须有九个在 5 分钟内就绪。} gateways {验证者只能通过不到两个网关连接它。请检查网络。} speed {测得的网络速度达不到该等级的要求。请检查连接。} region {测得的距离与其地区不符。请登记正确的地区。} bond {你的保证金不足以达到该等级。请增加保证金。} clean {最近 90 天内有一次被证实的欺诈。} other {其页面显示该等级的要求。}}} other {{node} 已恢复等级 {tier}。}}',
    },
  },
  vote: {
    name: { en: 'Votes on proposals', zh: '提案投票' },
    subject: {
      en: '{step, select, opened {Voting on proposal {proposal} is open} closing {Voting on proposal {proposal} ends soon} passed {Proposal {proposal} passed} more {More votes are open} other {Proposal {proposal} was executed}}',
      zh: '{step, select, opened {提案 {proposal} 开始投票} closing {提案 {proposal} 的投票即将结束} passed {提案 {proposal} 已通过} more {还有其他提案正在投票} other {提案 {proposal} 已执行}}',
    },
    text: {
      en: '{step, select, opened {You can vote on proposal {proposal} until {until}} closing {Voting on proposal {proposal} ends at {until}} passed {Voters passed proposal {proposal}} more {Many votes are open today, so we do not notify you of each one. Open the list to see which proposals need your vote.} other {Proposal {proposal} was executed and is in effect}}{step, select, more {} other {: {title}}}',
      zh: '{step, select, opened {提案 {proposal} 可投票至 {until}} closing {提案 {proposal} 的投票将于 {until} 结束} passed {投票通过了提案 {proposal}} more {今天正在投票的提案较多，无法逐一通知。请打开列表，查看哪些提案需要你投票。} other {提案 {proposal} 已执行并生效}}{step, select, more {} other {：{title}}}',
    },
  },
  dispute: {
    name: { en: 'Disputes about bonds', zh: '保证金争议' },
    subject: {
      en: '{step, select, opened {Dispute {dispute} about your bond was opened} closing {Evidence in dispute {dispute} closes soon} drawn {You are a juror in dispute {dispute}} vote {Your vote in dispute {dispute} is missing} reveal {Reveal your vote in dispute {dispute}} decided {Dispute {dispute} is decided} appealable {You can appeal dispute {dispute}} appealed {Dispute {dispute} was appealed} executed {The verdict in dispute {dispute} was executed} other {Dispute {dispute} ended without a verdict}}',
      zh: '{step, select, opened {有人提出了关于你保证金的争议 {dispute}} closing {争议 {dispute} 的举证即将结束} drawn {你是争议 {dispute} 的陪审员} vote {你还没有对争议 {dispute} 投票} reveal {请公开你在争议 {dispute} 中的投票} decided {争议 {dispute} 已裁决} appealable {你可以对争议 {dispute} 上诉} appealed {争议 {dispute} 已被上诉} executed {争议 {dispute} 的裁决已执行} other {争议 {dispute} 未裁决即结束}}',
    },
    text: {
      en: '{step, select, opened {Dispute {dispute} claims money from your bond. Submit evidence until {until}} closing {Evidence in dispute {dispute} can be submitted until {until}} drawn {You were selected as a juror in dispute {dispute}. Store your hidden vote until {until}} vote {You have stored no vote in dispute {dispute}. Store it until {until}, or you lose a part of your bond} reveal {Reveal your vote in dispute {dispute} until {until}, or you lose a part of your bond} decided {Jurors decided dispute {dispute}. The verdict is executed after {until} if nobody appeals} appealable {Jurors decided dispute {dispute} against you. You can appeal until {until}} appealed {The verdict in dispute {dispute} was appealed. A second jury is selected until {until}, or the first verdict stays valid} executed {The verdict in dispute {dispute} was executed. The page shows the payments} other {No jury decided dispute {dispute}. The disputed record stays valid. The page shows what was returned}}',
      zh: '{step, select, opened {争议 {dispute} 向你的保证金索赔。请在 {until} 前提交证据} closing {争议 {dispute} 可提交证据至 {until}} drawn {你被选为争议 {dispute} 的陪审员。请在 {until} 前提交隐藏投票} vote {你还没有提交争议 {dispute} 的投票。请在 {until} 前提交，否则将失去部分保证金} reveal {请在 {until} 前公开你在争议 {dispute} 中的投票，否则将失去部分保证金} decided {陪审员已裁决争议 {dispute}。若无人上诉，裁决将在 {until} 后执行} appealable {陪审员对争议 {dispute} 作出了对你不利的裁决。你可在 {until} 前上诉} appealed {争议 {dispute} 的裁决已被上诉。第二个陪审团须在 {until} 前选出，否则维持第一次裁决} executed {争议 {dispute} 的裁决已执行，页面显示付款} other {没有陪审团裁决争议 {dispute}。维持记录，页面显示退回的金额}}',
    },
  },
  slash: {
    name: { en: 'Slash of your bond', zh: '罚没你的保证金' },
    subject: {
      en: '{step, select, queued {You may lose a part of your bond (slash)} other {You may soon lose a part of your bond (slash)}}',
      zh: '{step, select, queued {你可能失去一部分保证金（罚没）} other {你即将失去一部分保证金（罚没）}}',
    },
    text: {
      en: 'Validators announced a penalty (slash) of {amount} PT from your bond as {bond, select, Provider {a provider} Validator {a validator} other {{bond}}}. You can dispute the slash until {until}. After that, anyone can execute it',
      zh: '验证者宣布从你作为{bond, select, Provider {提供方} Validator {验证者} other { {bond} }}的保证金中罚没 {amount} PT。你可在 {until} 前提出争议，之后任何人都可执行罚没',
    },
  },
  panel: {
    name: { en: 'Reviews and audits by you', zh: '你的评审与审核' },
    subject: {
      en: '{step, select, drawn {Please judge} other {Your answer is missing:}} {subject, select, bounty {the work of bounty {number}} carbon_proof {carbon proof {number}} other {finding {number}}}',
      zh: '{step, select, drawn {请评判} other {你还没有回答：}}{subject, select, bounty {悬赏 {number} 的成果} carbon_proof {碳证明 {number}} other {指控 {number}}}',
    },
    text: {
      en: '{step, select, drawn {You were selected to judge} other {You have not yet judged}} {subject, select, bounty {the work of bounty {number} as a reviewer} carbon_proof {carbon proof {number} as an auditor} other {finding {number} as a member of its panel}}. Answer by {until}, or you lose a part of your bond',
      zh: '{step, select, drawn {你被选中评判} other {你还没有评判}}{subject, select, bounty {悬赏 {number} 的成果（评审人）} carbon_proof {碳证明 {number}（审核人）} other {指控 {number}（评审团成员）}}。请在 {until} 前回答，否则将失去部分保证金',
    },
  },
  webhook_disabled: {
    name: { en: 'Webhook turned off', zh: 'webhook 已停用' },
    subject: { en: 'Your webhook was turned off', zh: '你的一个 webhook 已停用' },
    text: {
      en: 'The webhook of {url} was turned off: it failed eight times in 12 hours',
      zh: '{url} 的 webhook 已停用：12 小时内失败八次',
    },
  },
}

/** The name of a lease in a text. `name` is `none` when the account gave it no name. */
export const leaseMessage: Message = {
  en: 'Lease {lease}{name, select, none {} other { {name}}} on {node}',
  zh: '{node} 上的租约 {lease}{name, select, none {} other { {name}}}',
}

/** The link text of a mail, by the page that it leads to. */
export const placeMessages: Readonly<Record<NotificationPlace, Message>> = {
  lease: { en: 'Open the lease', zh: '打开租约' },
  leases: { en: 'See your leases', zh: '查看你的租约' },
  job: { en: 'Open the job', zh: '打开作业' },
  keys: { en: 'See your session keys', zh: '查看你的会话密钥' },
  machines: { en: 'See your machines', zh: '查看你的机器' },
  machine: { en: 'See your machine', zh: '查看你的机器' },
  notifications: { en: 'See your notifications', zh: '查看你的通知' },
  webhooks: { en: 'See your webhooks', zh: '查看你的 webhook' },
  vote: { en: 'See the vote', zh: '查看投票' },
  dispute: { en: 'See the dispute', zh: '查看争议' },
  slash: { en: 'See disputes', zh: '查看争议' },
  panel: { en: 'See the work', zh: '查看内容' },
}
