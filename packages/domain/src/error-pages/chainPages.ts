import type { ErrorPages } from './errorPageTexts.ts'

/** Texts that the pages of errors about the chain, wallets, the journal and epochs show in addition to the sentence in the error table. */
export const chainPages = {
  'chain.rpc_silent': {
    happened: {
      en: 'The chain node did not answer. In a browser this also happens when the chain node does not allow other sites to read its answers (CORS). The browser hides the reason.',
      zh: '所请求的链节点没有应答。在浏览器中，如果该节点不允许其他网站读取其答复（CORS），也会如此：浏览器会隐藏原因。',
    },
    advice: {
      en: 'Check the address, or use another RPC. On the exit page, leave the RPC empty to ask through your wallet. The command line has no CORS limit. The same request may succeed later.',
      zh: '检查地址，或换用其他 RPC。在退出页面上，将 RPC 留空即可改为通过你的钱包请求；命令行不受 CORS 限制。同一请求再次发送时可能成功。',
    },
    notLost: 'mined',
  },
  'chain.logs_incomplete': {
    happened: {
      en: 'Lease numbers have no gaps, but this RPC returned nothing about some of them. It does not store old logs, or it cuts long answers.',
      zh: '租约的编号是连续的，而该 RPC 没有给出其中一些租约的任何记录：它不保存旧日志，或截断了过长的答复。',
    },
    advice: {
      en: 'Use an RPC that serves logs from the first block of the Market, then run the command again. The same request may succeed later.',
      zh: '使用能从 Market 的第一个区块起提供日志的 RPC，然后重新运行。同一请求再次发送时可能成功。',
    },
    notLost: {
      en: 'The leases found, balances and bonds are complete. You can withdraw them now.',
      zh: '已找到的租约、余额和保证金都是完整的，现在即可取出。',
    },
  },
  'chain.directory_unknown': {
    happened: {
      en: 'The contract at this address is neither a Directory nor a Market, or there is no contract.',
      zh: '该地址上的合约既不作为 Directory 应答，也不作为 Market 应答，或者该地址上没有合约。',
    },
    advice: {
      en: 'Check that the address and the RPC belong to the same chain. The wallet page links to the exit page with both filled in.',
      zh: '请确认地址与 RPC 属于同一条链。钱包页面的链接会打开已填好这两项的退出页面。',
    },
    notLost: { en: 'Nothing was sent.', zh: '没有发送任何内容。' },
  },
  'chain.transaction_pending': {
    happened: {
      en: 'The account has sent a transaction that no block contains yet. A further one would wait behind it.',
      zh: '该账户已发送一笔尚未被任何区块收录的交易。再发一笔就会排在它之后。',
    },
    advice: {
      en: 'Wait for it, or send it again with a higher fee in your wallet, then run the command again. The same request may succeed later.',
      zh: '等待它打包，或在钱包中以更高的费用重新发送，然后重新运行。同一请求再次发送时可能成功。',
    },
    notLost: { en: 'Mined steps stay done. Run the command again to continue from there.', zh: '已打包的步骤仍然有效；重新运行会从那里继续。' },
  },
  'chain.transaction_unknown': {
    advice: { en: 'Check its hash, or wait for the next block and ask again.', zh: '请检查哈希，或等待下一个区块后再查询。' },
  },
  'chain.block_unknown': {
    advice: { en: 'Check the number, or wait for the next block and ask again.', zh: '请检查数字，或等待下一个区块后再查询。' },
  },
  'chain.request_refused': {
    advice: {
      en: 'Ask for less, or use another chain node. State overrides, parameters that the method does not have, and `eth_getLogs` over more than 100,000 blocks are refused.',
      zh: '请缩小请求范围，或使用其他链节点。状态覆盖、该方法没有的参数，以及超过 100,000 个区块的 `eth_getLogs` 都会被拒绝。',
    },
    again: true,
  },
  'chain.other_leases_end': {
    notLost: { en: 'Time did not move, and every lease is unchanged.', zh: '时间没有前移，所有租约都保持原样。' },
  },
  'chain.development_key': {
    happened: {
      en: 'A process started on a chain other than 31337 with a key that anybody can have: a public key of anvil or hardhat, or a key that `npm start` made. The log shows the setting with this key. The process ended before it signed anything.',
      zh: '在链 ID 不是 31337 的链上，某个进程使用了任何人都可能持有的密钥启动：anvil 和 hardhat 提供给所有人的密钥之一，或 `npm start` 生成的密钥。日志中写明了该密钥所在的设置项。进程在签署任何内容之前就已退出。',
    },
    advice: {
      en: 'Make a new key (see docs/guides/operator-keys.md), put it in the setting, and start the process again.',
      zh: '生成自己的密钥（方法见 docs/guides/operator-keys.md），在该设置项中指定它，然后重新启动进程。',
    },
    notLost: 'unsigned',
  },
  'chain.g_rate_missing': {
    happened: {
      en: 'A model has its price in PToken and is paid in G tokens, at the rate that validators report. There is a rate only after four validators (three if there are exactly four) with more than two thirds of the bonds reported one within six hours, and until one day after the last report.',
      zh: '模型的费用以 PToken 计，按验证者报告的汇率用 G 支付。在合计占超过三分之二保证金的四位验证者（正好有四位时三位即可）于六小时内报告之前，没有汇率；最后一次汇率满一天之后也没有。',
    },
    advice: {
      en: 'Wait, then ask again: `infinitio model quote` shows the rate when it exists. Validator operators set its source with `G_RATE_FILE` ([guide](../guides/validator.md)).',
      zh: '稍等再询问：一有汇率，`infinitio model quote` 就会显示。运行验证者的人用 `G_RATE_FILE` 为它提供来源（[指南](../guides/validator.md)）。',
    },
    again: true,
    notLost: { en: 'Nothing was sent, and no G tokens moved.', zh: '没有发送任何内容，也没有转移任何 G。' },
  },
  'wallet.rejected': {
    advice: { en: 'Nothing was signed. Try again if you want to continue.', zh: '没有签署任何内容，可随时重试。' },
  },
  'wallet.insufficient_gas': {
    happened: {
      en: 'The account itself sends each step as a transaction. The chain takes a fee in its native coin for each.',
      zh: '每一步都是由该账户自己发送的交易，链会为此以原生币收取网络费。',
    },
    advice: { en: 'Send the account some native coins and run the command again.', zh: '向该账户转入一些原生币，然后重新运行。' },
    notLost: 'mined',
  },
  'wallet.chain_silent': {
    happened: {
      en: 'The chain node that your wallet or this page uses did not answer while a transaction was prepared, signed or sent.',
      zh: '在准备、签署或发送时，你的钱包或代表它的本页所请求的链节点没有应答。',
    },
    advice: {
      en: 'Wait until the line at the top of the page disappears, check your balance, then try again. A wallet with its own RPC can use another RPC.',
      zh: '等到页面顶部的提示消失，查看余额，然后重试。有自己的 RPC 的钱包可以换用其他 RPC。',
    },
    notLost: {
      en: 'Either nothing was sent, or the transaction is mined only once, because its number cannot be used twice.',
      zh: '要么没有发送任何内容，要么该交易只会被打包一次：它带有的编号不会再有第二笔交易使用。',
    },
  },
  'journal.disagrees': {
    happened: {
      en: '`infinitio journal verify` replayed the journal and found wrong rows. It prints each: a row that is missing, changed or out of order, events that the order book does not make, a missing signed head or anchored root.',
      zh: '`infinitio journal verify` 重放了流水，发现有些行与应有的不符。它会逐条输出：缺失、被更改或顺序错误的行，订单簿不会产生的事件，缺少的签名首部或已锚定的根。',
    },
    advice: {
      en: "Save the output, the signed head and your receipts: they have the market's signatures. To be sure, run it again without a snapshot and with `--rpc`. Tell the operator. After restoring a backup, an operator opens a new generation that lists the lost rows, and then the journal verifies.",
      zh: '保存输出内容、签名的首部和你的收据：这些签名出自市场自身。为稳妥起见，请不带快照并加上 `--rpc` 重新运行。请告知运营方；恢复过备份的运营方会开启一个新的代次，注明丢失的内容，此后流水即一致。',
    },
    again: true,
    notLost: {
      en: 'Balances and leases are on the chain and do not depend on the journal. `infinitio exit` withdraws everything.',
      zh: '余额和租约在链上，不依赖流水。`infinitio exit` 可取出全部资产。',
    },
  },
  'journal.snapshot_unusable': {
    happened: {
      en: '`infinitio journal snapshot` did not write the file given to `--from-snapshot`, or its order book does not match its hash: the file was changed or cut off.',
      zh: '传给 `--from-snapshot` 的文件不是 `infinitio journal snapshot` 写出的，或其中的订单簿与它所声明的不符：文件被更改或截断。',
    },
    advice: {
      en: 'Verify from the first row by leaving `--from-snapshot` out, or make a new snapshot.',
      zh: '不带 `--from-snapshot`，从第一行开始验证，或新建快照。',
    },
    again: true,
    notLost: { en: 'Nothing was sent, and the journal is unchanged.', zh: '没有发送任何内容，与流水本身无关。' },
  },
  'emission.epoch_disagrees': {
    happened: {
      en: "`infinitio epoch verify` calculated the epoch again from the chain's events and the stored records of its hours. The root, the total or the emission records differ from those on the chain.",
      zh: '`infinitio epoch verify` 根据链上事件和各小时已冻结的记录重新推算了这一期，得到的根、总额或叶子与链上的不同。',
    },
    advice: {
      en: 'Save the output. While the epoch can be challenged, anyone can refute an emission record that does not follow from its inputs (`Emission.challenge`), and validators do so automatically. For signed inputs, two thirds of the validators answer with their stake. Ask another API and another chain node with `--url` and `--rpc`.',
      zh: '保存输出内容。在这一期可质疑期间，任何人都可以驳回与其自身输入不符的叶子（`Emission.challenge`），验证者也会自动这样做；由三分之二验证者签署的输入则以他们的质押担保。可用 `--url` 和 `--rpc` 换一个 API 和另一个节点再查。',
    },
    again: true,
    notLost: {
      en: 'Nothing was sent. A cancelled epoch returns its amount to the surplus, and the next epoch pays its hours.',
      zh: '没有发送任何内容。被取消的一期会归还它从盈余中取走的部分，其各小时由下一期支付。',
    },
  },
  'emission.delivery_disagrees': {
    happened: {
      en: '`infinitio commitment verify` replayed the journal and compared it with its roots on the chain. The GPU-seconds differ from those that validators recorded for this commitment.',
      zh: '`infinitio commitment verify` 重放了流水，与其在链上的根核对，得到的 GPU 秒与验证者为该承诺记录的不同。',
    },
    advice: {
      en: 'Save the output. For 72 hours after the first record a later root can correct it. Validators sign only their own measurements. Ask another API and another chain node with `--url` and `--rpc`.',
      zh: '保存输出内容。在第一次记录后的 72 小时内，之后的根会更正它；验证者只签署自己测量的结果。可用 `--url` 和 `--rpc` 换一个 API 和另一个节点再查。',
    },
    again: true,
    notLost: {
      en: 'Nothing was sent. The signatures of validators can take at most half of a bond.',
      zh: '没有发送任何内容。验证者的签署最多能取走保证金的一半。',
    },
  },
} satisfies ErrorPages
