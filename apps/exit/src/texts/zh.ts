import {
  type DueAct,
  type ExitState,
  type ExitStep,
  gainAmount,
  type HoldingPlace,
  isOfCase,
  movedAmount,
  type PlannedStep,
  shortId,
} from '@infinitio/sdk/exit'
import type { Texts } from './en.ts'

const places: Record<HoldingPlace, string> = {
  ...{ market: '市场余额', wallet: '钱包', coin: '钱包', unbonding: '等待中的保证金', bonded: '保证金' },
  ...{ pot: 'AI 服务预付款', potG: 'AI 服务预付款', walletG: '钱包', channels: 'AI 服务通道', channelsG: 'AI 服务通道' },
  ...{ serviceBond: '服务保证金', pool: '任务池存款', stake: '任务质押', stakeLeaving: '等待中的质押', batches: '无人接受的任务' },
  ...{ hosting: '托管激励计划', due: '应付', dueG: '应付', duties: '投票、小组和项目' },
}

/** Chinese sentences for the errors that this page can meet. */
const sentences: Readonly<Record<string, string>> = {
  'chain.rpc_silent': '该 RPC 没有响应，或不允许本页访问。请检查地址或换用其他 RPC。',
  'chain.logs_incomplete': '该 RPC 缺少部分历史，可能遗漏一些租约。请换用其他 RPC 后重新运行。',
  'chain.transaction_pending': '该账户之前的交易尚未打包。请等待，或在钱包中替换它，然后重新运行。',
  'chain.transaction_reverted': '链上拒绝了该交易。除网络费外没有资金变动，请刷新后重试。',
  'chain.directory_unknown': '这条链的该地址上没有 Infinitio 的 Directory 或 Market 合约。请检查地址和 RPC。',
  'wallet.insufficient_gas': '该账户的原生币不足以支付网络费。请转入一些后重试。',
  'wallet.not_connected': '未连接钱包。请连接一个，或在开发链上创建临时钱包。',
  'wallet.rejected': '你在钱包中拒绝了。没有签署任何内容，可随时重试。',
  'wallet.wrong_chain': '钱包在另一条链上。请切换到本市场所在的链。',
}

const dueNames: Readonly<Record<DueAct, string>> = {
  commitments: '承诺的应付款',
  bounties: '悬赏的应付款',
  unstaked: '已解除质押的 G',
  interest: 'G 的利息',
  vested: '已归属的 G',
  panelBond: '小组成员保证金',
  staked: '质押的 G',
  onPanel: '作为小组成员的保证金',
  seeds: '随机种子提供者的保证金',
  finding: '指控的保证金',
  dispute: '争议的保证金',
  disputeVotes: '争议的保证金（票数尚未统计）',
  jurorPay: '陪审员报酬',
  carbon: '碳证明的保证金',
  sponsorship: '已结束项目的赞助',
  sponsoring: '项目赞助',
}

/** All texts of the page, in Chinese. */
export const zh: Texts = {
  tag: 'zh-Hans',
  name: '中文',
  title: '带走一切',
  lead: '仅凭合约即可结束租约、领取收入、释放保证金和质押、关闭 AI 服务通道、提取并赎回。本页面是一个独立文件：只访问你指定的 RPC 或钱包，可从磁盘打开，不依赖我们运行的任何服务。',
  light: '使用浅色主题',
  dark: '使用深色主题',
  nothingTitle: '尚未读取',
  nothingText: '填写 RPC 和 Directory，再连接要离开的钱包。签名之前，计划会在此逐项列出。',
  readingTitle: '正在读取链',
  readingFirst: '正在向 Directory 查询合约…',
  reading: ({ head, reached, leases }) => `正在读取历史：从区块 ${head} 回溯到 ${reached}。目前找到该账户的 ${leases} 个进行中的租约。`,
  where: '从哪里读取',
  rpc: 'RPC 地址',
  rpcHint: '该链任何允许网页访问的节点。留空则通过你的钱包查询。',
  rpcWrong: '请输入以 http 开头的地址，或连接钱包并通过它查询。',
  directory: 'Directory',
  directoryHint: '列出其他所有合约的合约。填写 Market 的地址也可以。',
  directoryWrong: '请输入地址：0x 加 40 位数字。',
  look: '或仅查看此账户',
  lookHint: '显示计划。没有钱包则无法发送。',
  lookWrong: '请连接钱包，或输入地址：0x 加 40 位数字。',
  readNow: '正在读取链…',
  readAgain: '重新读取',
  read: '显示我的资产',
  wallet: '钱包',
  another: '使用其他账户',
  noWallet: '此浏览器中没有发现钱包。你仍可查看。',
  connect: (wallet) => `连接 ${wallet}`,
  yours: '你的资产',
  asOf: (block, moment) => `区块 ${block}，${moment}`,
  balance: '市场余额',
  leases: '进行中的租约',
  none: '无',
  bond: (purpose) => `保证金（${purpose}）`,
  bonded: (bonded, waiting) => `已锁定 ${bonded}，等待中 ${waiting}`,
  coin: '钱包，储备币',
  pot: 'AI 服务预付款',
  channel: (id) => `通道 ${shortId(id)}`,
  closesFrom: (amount, moment) => `${amount}，${moment} 起可关闭`,
  serviceBond: (id) => `服务 ${shortId(id)} 的保证金`,
  waitsUntil: (amount, moment) => `${amount}，等待至 ${moment}`,
  pool: '任务池',
  batches: '无人接受的任务',
  stake: '任务质押',
  stakeParts: (bonded, locked, young, waiting) => `已锁定 ${bonded}（任务占用 ${locked}），新增 ${young}，等待中 ${waiting}`,
  shares: '托管激励计划的份额',
  programme: (number) => `托管激励计划 ${number}`,
  backFrom: (amount, moment) => `${amount}，${moment} 起可退回`,
  due: (act) => dueNames[act],
  fee: (gas, fee) => `网络费最多 ${fee} 原生币（按当前价格，${gas} gas）。`,
  feeOfAll: (gas, fee) => `现在可发送的所有步骤的网络费：最多 ${fee} 原生币（${gas} gas）。`,
  way: '离开的步骤',
  nothingToSend: '现在无需发送',
  toSend: (count) => `待发送 ${count} 步`,
  hidden: (count) => `该 RPC 没有 Market 中 ${count} 个租约的历史。如果其中有你的，请换一个 RPC。`,
  from: (moment) => `${moment} 起`,
  ignored: (at) => `Directory 列出的 ${at} 没有按预期应答；无法从中读取。`,
  dust: (amount) => `${amount} 留在钱包中：不足储备币的一个最小单位。`,
  onlyLooking: '你只是在查看。连接该账户的钱包即可发送。',
  busy: '正在等待你的钱包和链。可以关闭本页：已发送的不会丢失，下次打开会从这里继续。',
  oneByOne: '请逐步发送。每一步之后都可以停下；下次打开会从这里继续。',
  later: '其余的需要等到时间。届时请带着本页面、一个 RPC 和你的钱包再来。',
  allOut: '你的一切都已取出。',
  readOut: '能读取到的都已取出。',
  unread: (contract, id) => `无法读取合约 ${contract}${id === null ? '' : ` 的案件 ${id}`}。它可能仍欠你款项。`,
  endDuties: '同时解除 G 的质押，退出小组和项目，并停止提供随机种子。这会结束你的投票和职责。',
  dutiesStay: (isComplete) =>
    `${isComplete ? '其余都已取出。' : ''}质押的、作为职责保证金的或锁定在项目中的 G 保留不动，因为取出它也会结束投票和职责。`,
  inWallet: '在你的钱包中',
  pending: '待确认',
  refused: (code) => `被拒绝（${code}）`,
  final: '已最终确认',
  inBlock: (block) => `在区块 ${block} 中`,
  inWords: '用文字说明你要签署的内容',
  itself: '交易本身',
  noMoney: '它不转移资金。',
  gives: (gain) => `你将得到：${gain}。`,
  holds: '一经出块即生效，无法撤回。你的账户用原生币支付网络费。',
  paysNobody: (who) => `它只会付款给${who}，不允许任何人转移你的代币。`,
  cors: '在浏览器中，RPC 还必须允许本页面读取其应答（CORS）。如果不允许，请将 RPC 留空以通过钱包查询，或使用 infinitio 命令。',
  failed: (text) => `未成功：${text}`,
  sentence: (code) => sentences[code] ?? null,
  dates: 'zh-CN',
  step: stepOf,
  gain: gainOf,
  moved: (move) => `${movedAmount(move)} ${places[move.place]}`,
  sign: {
    takeBackOrders: '签名并撤回订单',
    revokeKey: '签名并撤销密钥',
    claim: '签名并领取',
    close: '签名并关闭',
    cancelLease: '签名并取消',
    noShow: '签名并收回',
    end: '签名并结束',
    takeReward: '签名并领取',
    executeSlash: '签名并释放剩余部分',
    withdrawBond: '签名并提取保证金',
    unbond: '签名并开始等待',
    revokeSpending: '签名并撤销密钥',
    exitChannel: '签名并开始关闭',
    finishChannel: '签名并关闭通道',
    unbondService: '签名并开始等待',
    collectService: '签名并取回保证金',
    withdrawPot: '签名并提取余额',
    revokeSubmitKey: '签名并撤销密钥',
    cancelBatch: '签名并取消任务',
    ripenStake: '签名并计入质押',
    unstake: '签名并开始等待',
    collectStake: '签名并取回质押',
    withdrawPool: '签名并提取',
    claimHosting: '签名并领取',
    refundHosting: '签名并取回剩余',
    takeDue: '签名并领取',
    withdraw: '签名并提取',
    redeem: '签名并赎回',
  },
  effect: effectOf,
  pays: paysAlso,
}

function stepOf(step: ExitStep): string {
  switch (step.kind) {
    case 'takeBackOrders':
      return '撤回所有未成交订单，不再产生新的预订。'
    case 'revokeKey':
      return `撤销会话密钥 ${step.key}，使其无法花费。`
    case 'claim':
      return `领取租约 ${step.leaseId} 中超过一小时的收入。`
    case 'close':
      return `关闭租约 ${step.leaseId} 并取得其余收入。`
    case 'cancelLease':
      return `取消尚未就绪的租约 ${step.leaseId}。`
    case 'noShow':
      return `收回租约 ${step.leaseId}，其机器未按时就绪。`
    case 'end':
      return `结束租约 ${step.leaseId} 并接受其费用。`
    case 'takeReward':
      return '领取你作为验证者获得的手续费份额。'
    case 'executeSlash':
      return `执行对 ${step.purpose} 保证金已决定的罚没，释放剩余部分。`
    case 'withdrawBond':
      return `提取等待期已满的 ${step.purpose} 保证金。`
    case 'unbond':
      return `开始 ${step.purpose} 保证金的等待期。`
    case 'revokeSpending':
      return `撤销密钥 ${step.key}，使其不能再动用 AI 服务预付款。`
    case 'exitChannel':
      return `开始关闭通往 AI 服务 ${step.channel.service} 的通道。`
    case 'finishChannel':
      return `关闭通往 AI 服务 ${step.channel.service} 的通道，取回服务未赚取的部分。`
    case 'unbondService':
      return `开始你的 AI 服务 ${step.service} 的保证金等待期。`
    case 'collectService':
      return `取回你的 AI 服务 ${step.service} 等待期已满的保证金。`
    case 'withdrawPot':
      return `将 AI 服务预付款（${step.asset === 'G' ? 'G' : 'PT'}）提取到钱包。`
    case 'revokeSubmitKey':
      return `撤销密钥 ${step.key}，使其不能再下单任务。`
    case 'cancelBatch':
      return `取消批次 ${shortId(step.batchId)} 中无人接受的任务。`
    case 'ripenStake':
      return '计入新增的任务质押，使其可以提取。'
    case 'unstake':
      return '开始任务质押的等待期。'
    case 'collectStake':
      return '取回等待期已满的任务质押。'
    case 'withdrawPool':
      return '将任务池存款提取到钱包。'
    case 'claimHosting':
      return `领取你的托管激励计划份额（${step.claims.length} 份）。`
    case 'refundHosting':
      return `取回你赞助的托管激励计划 ${step.programme} 的剩余。`
    case 'takeDue':
      if (step.act === 'staked') return '开始质押的 G 的等待期，这会结束你的投票。'
      if (step.act === 'onPanel') return '退出小组成员名单，并开始保证金的等待期。'
      if (step.act === 'seeds') return '停止提供随机种子，取回保证金。'
      if (step.act === 'sponsoring') return '退出你赞助的项目，取回你的份额。'
      return step.act === 'disputeVotes' ? '统计争议的票数，使保证金可以支付。' : `领取：${dueNames[step.act]}。`
    case 'withdraw':
      return '将市场余额提取到钱包。'
    case 'redeem':
      return '将 PT 按一比一赎回为储备币。'
  }
}

function gainOf(planned: PlannedStep, state: ExitState): string {
  const { gain } = planned
  if (gain === null) return ''
  const text = `${gainAmount(planned, state)} 到${places[gain.place]}`
  switch (gain.certainty) {
    case 'exact':
      return text
    case 'byTheSecond':
      return `${text}（当前值，每秒变化）`
    case 'atMost':
      return `最多 ${text}`
  }
}

function paysAlso(step: ExitStep): string {
  switch (step.kind) {
    case 'end':
    case 'cancelLease':
      return '本账户和租约的提供方'
    case 'close':
      return '本账户和租约的租户'
    case 'executeSlash':
      return '罚没决定中的受益方'
    case 'finishChannel':
    case 'cancelBatch':
    case 'collectService':
    case 'collectStake':
      return '本账户在同一合约中的余额'
    case 'takeDue':
      return isOfCase(step) ? '本账户，以及同一案件应付的其他人' : '本账户'
    default:
      return '本账户'
  }
}

function effectOf(step: ExitStep): string {
  switch (step.kind) {
    case 'takeBackOrders':
      return '你迄今签署的所有买单、卖单和签名权限对所有人失效。之后订单的编号不受影响。'
    case 'revokeKey':
      return `会话密钥 ${step.key} 不能再花费或代表你操作。`
    case 'claim':
      return `Market 向你支付租约 ${step.leaseId} 已赚取且已到期的收入。租约继续。`
    case 'close':
      return `租约 ${step.leaseId} 结束：最后的收入归你，未使用的部分退给租户。`
    case 'cancelLease':
      return `租约 ${step.leaseId} 在就绪前取消。如有通知期费用则付给提供方；其余托管资金退回。`
    case 'noShow':
      return `租约 ${step.leaseId} 作废，因为其机器未按时就绪：全部托管资金退回。`
    case 'end':
      return `租约 ${step.leaseId} 结束，其机器被交还。按使用的秒数付给提供方；其余托管资金退回。`
    case 'takeReward':
      return '等待你领取的手续费份额会发送到你的钱包。'
    case 'executeSlash':
      return `执行对你的 ${step.purpose} 保证金已决定的罚没。保证金的剩余部分重新可用。`
    case 'withdrawBond':
      return `你的 ${step.purpose} 保证金等待期已满，将被支付给你。`
    case 'unbond':
      return `你的 ${step.purpose} 保证金开始等待期。你的机器立即离开市场；等待期结束前，保证金仍可能被罚没。`
    case 'revokeSpending':
      return `密钥 ${step.key} 不能再把你的余额转入它的通道。已在其通道中的资金不动。`
    case 'exitChannel':
      return `通往服务 ${step.channel.service} 的通道开始关闭。锁定期结束前，服务仍可结算你的密钥已签署的金额。`
    case 'finishChannel':
      return `通往服务 ${step.channel.service} 的通道关闭，服务未结算的部分进入你的余额。`
    case 'unbondService':
      return `你的服务 ${step.service} 的保证金开始 14 天等待期。期间的指控可能使其延长 7 天并扣除一部分。`
    case 'collectService':
      return `你的服务 ${step.service} 的保证金进入你的余额。`
    case 'withdrawPot':
      return '服务账本将你的全部余额发送到你的钱包。'
    case 'revokeSubmitKey':
      return `密钥 ${step.key} 不能再下单由你的余额支付的任务。`
    case 'cancelBatch':
      return `批次 ${shortId(step.batchId)} 中无人接受的任务被取消并退款。已接受的任务会运行到结束。`
    case 'ripenStake':
      return '你一小时前增加的质押从现在起计入，并可以提取。'
    case 'unstake':
      return '质押开始 7 天等待期。它不再为你带来任务。'
    case 'collectStake':
      return '等待期已满的质押进入你在任务池的余额。'
    case 'withdrawPool':
      return '任务池将你的全部余额发送到你的钱包。'
    case 'claimHosting':
      return '托管池支付你赚取且无人领取的份额。证明来自链上。'
    case 'refundHosting':
      return `计划 ${step.programme} 中没有任何已发布日期分配给托管者的部分退回给你。`
    case 'takeDue':
      return isOfCase(step) ? '合约执行案件的下一步，任何人都可以这样做。它按合约规则向各方付款。' : '合约支付它欠你的金额。'
    case 'withdraw':
      return 'Market 将你的全部余额以 PT 发送到你的钱包。'
    case 'redeem':
      return '钱包中的 PT 被销毁，储备以其币种支付等值金额。'
  }
}
