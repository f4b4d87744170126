import { type Phrases, phrasesOf } from '../text/knownWords.ts'

/** Filler words, such as "please", which do not narrow a search. Every machine has SSH, so that word narrows nothing either. */
const english =
  'a an the and or my own i me we you us it its is are be do does can could would will what which that this there who where when how much please need needs needed want wants looking look for search rent renting lease find show give have has use using used run running runs get with within on in at from of to by as per each all any some total altogether together only just also plus near around about ' +
  'card cards gpu gpus vram memory video ram machine machines node nodes server servers instance instances pod box model models weights param params parameter parameters llm vm graphics ' +
  'nvidia geforce tesla quadro rtx amd radeon intel hbm3 hbm2 hbm2e gpus starting start starts begin beginning now today asap immediately right away cloud ai deep learning workload job project work big large small good nice best free available cheap something anything everything one ones per i’m im id like hours hour long time max price budget under bit instruct chat gguf safetensors ssh bnb via then so if but let lets id d m s re ve hi hello thanks thank way ways fit fits fitting between help support supports supporting supported capable able size location located region country city area'
/** After these verbs, "us" is the pronoun ("show us"), not the United States. */
const verbs = ['give', 'show', 'find', 'get', 'let', 'tell', 'help', 'offer']
const chinese =
  '有没有 我 我要 我想 我想要 想 想要 想租 租 租用 起租 租赁 出租 找 找个 找一台 求 用 使用 要 跑 运行 能 能跑 可以 可 多少 几 参数 参数量 需要 的 了 吗 呢 吧 带 带有 有 支持 显卡 卡 机器 服务器 主机 云 算力 模型 大模型 开始 起 以内 以上 以下 左右 和 与 及 或 或者 还是 在 从 到 给 一下 请 请问 帮 帮我 个 台 张 块 显存 内存 硬盘 价格 预算 现在 马上 立即 今天 哪 哪些 哪个 什么 怎么 最 就 上 里 中 每 都 也 并 且 做 干 训 式 型 级 款 种 位于 地区 机房 节点 实例 能够 够 足够 单 共 一共 总共 合计 参数的 英伟达 速度 网络 对 为 把 是 来 再 只 只要 仅 每台 每个节点 各 之间 内 试 试试 试一下 试用 随便 大概 玩 玩玩 看看 先 用用 就用 用来 带ssh 出图 画图 生图 文生图'

/** Every filler word, as a phrase. */
export const fillers: Phrases<true> = phrasesOf(
  [...english.split(/\s+/), ...chinese.split(' '), ...verbs.map((verb) => `${verb} us`)]
    .filter((word) => word !== '')
    .map((word) => [word, true] as const),
)
