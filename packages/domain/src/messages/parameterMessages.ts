import type { Message } from './notificationMessages.ts'

/** The name of each parameter that votes may set, by its key. Web pages and the command line both use this table. */
export const parameterMessages = {
  feeBps: { en: 'Fee that renter and provider each pay', zh: '租用方和提供方各自支付的手续费' },
  burnBps: { en: 'Share of fees burned', zh: '手续费中销毁的份额' },
  treasuryBps: { en: 'Share of fees for the treasury', zh: '手续费中归国库的份额' },
  minStake: { en: 'Lowest stake of a validator', zh: '验证者的最低质押' },
  maxValidators: { en: 'Highest number of validators', zh: '验证者数量上限' },
  interestBps: { en: 'Yearly interest on staked G', zh: '质押年利率' },
  quorum: { en: 'Quorum (votes needed, for or abstaining)', zh: '法定票数（赞成与弃权合计）' },
  votingDelay: { en: 'Time from proposal to voting', zh: '从提案到投票的时间' },
  votingPeriod: { en: 'Length of voting', zh: '投票时长' },
  proposalThreshold: { en: 'Minimum votes of a proposer, besides the bond', zh: '提案人的最低票数（保证金另计）' },
  lateQuorum: { en: 'Minimum voting time after the quorum is reached', zh: '达到法定票数后至少剩余的投票时间' },
  basePerGpuHour: { en: 'Base reward per GPU-hour (B)', zh: '每卡时的基础奖励（B）' },
  rebateShare: { en: 'Largest share of burned fees that providers get back as rebates (κ)', zh: '销毁的手续费中最多返还给提供方的份额（κ）' },
  minersAtHalf: { en: 'Number of machines at which factor N halves the reward (N0)', zh: '使因子 N 把奖励减半的机器数（N0）' },
  regulatorGain: { en: 'How strongly the reward follows demand (gain of factor R)', zh: '奖励跟随需求的强度（因子 R 的增益）' },
  environmentFloor: { en: 'Environment factor E of a machine without a carbon proof', zh: '没有碳证明的机器的环境因子 E' },
  shareThreshold: { en: 'Share of all compute above which the reward of a provider is reduced (θ)', zh: '提供方占全部算力超过此份额后奖励减少（θ）' },
  sharePower: { en: 'Exponent γ: how strongly a share s above θ reduces the reward, (θ/s)^γ', zh: '指数 γ：份额 s 超过 θ 时奖励减少的力度，(θ/s)^γ' },
  siteBonus: { en: 'Largest bonus for a provider whose machines are at several sites', zh: '机器分布于多个地点的提供方的最高加成' },
  leastG: { en: 'Stake that a provider needs to claim rewards for serving', zh: '提供方领取服务奖励所需的质押' },
  challengeBond: { en: 'Bond of a challenge', zh: '质疑的保证金' },
  challengeSeconds: { en: 'Time to challenge an epoch', zh: '质疑一期的时限' },
  answerSeconds: { en: 'Time to answer when somebody asks to see the calculation of a reward', zh: '有人要求出示奖励的计算时，可提交答复的时限' },
  beaconBond: { en: 'Bond of a validator who helps make the hourly random number', zh: '参与产生每小时随机数的验证者的保证金' },
  leastCommits: { en: 'Validators needed to make the hourly random number', zh: '产生每小时随机数所需的验证者数' },
  panelBond: { en: 'Bond of a reviewer', zh: '评审人的保证金' },
  panelFine: { en: 'Fine for a reviewer or auditor who does not answer', zh: '评审人或审计人未作答的罚金' },
  carbonBond: { en: 'Bond of a carbon proof', zh: '碳证明的保证金' },
  auditorFee: { en: 'Pay of an auditor', zh: '审计人报酬' },
  carbonSlash: { en: 'Share of its bond that a provider loses when a carbon proof is rejected', zh: '碳证明被拒绝时，提供方损失的保证金份额' },
  auditSeconds: { en: 'Time to audit a proof', zh: '审计证明的时限' },
  auditors: { en: 'Number of auditors (odd)', zh: '审计人人数（奇数）' },
} as const satisfies Readonly<Record<string, Message>>

/** The key of a parameter that votes may set, as the API returns it. */
export type ParameterKey = keyof typeof parameterMessages

/** The name of each call that sets parameters, by its name in `boundedParameters` of the chain package. Web pages use this table. */
export const parameterCallMessages = {
  fee: { en: 'Fee', zh: '手续费' },
  shares: { en: 'Where fees go', zh: '手续费的去向' },
  validators: { en: 'Rules for validators', zh: '验证者规则' },
  emission: { en: 'Rewards for serving', zh: '服务奖励' },
  'emission-limits': { en: 'Bonds and time limits of emission', zh: '发放的保证金与时限' },
  interest: { en: 'Interest', zh: '利息' },
  quorum: { en: 'Quorum', zh: '法定票数' },
  'voting-delay': { en: 'Time from proposal to voting', zh: '从提案到投票的时间' },
  'voting-period': { en: 'Length of voting', zh: '投票时长' },
  threshold: { en: 'Minimum votes to propose, besides the bond', zh: '提案的最低票数（保证金另计）' },
  'late-quorum': { en: 'Extra time after a late quorum', zh: '较晚达到法定票数后的延长时间' },
  beacon: { en: 'Random seed of each hour', zh: '每小时的随机种子' },
  panels: { en: 'Panels of reviewers', zh: '评审小组' },
  carbon: { en: 'Carbon proofs', zh: '碳证明' },
} as const satisfies Readonly<Record<string, Message>>

/** The name of a call that sets parameters. */
export type ParameterCall = keyof typeof parameterCallMessages
