import type { ErrorPages } from './errorPageTexts.ts'

/** Texts that the pages of errors about a move to another machine show in addition to the sentence in the error table. */
export const movePages = {
  'move.underway': {
    happened: { en: 'A workload can have only one move at a time.', zh: '一个工作负载同一时间只能进行一次迁移。' },
    advice: {
      en: "Look at the lease's page or `infinitio move LEASE --status`; when the move is over, another can begin.",
      zh: '查看租约页面或 `infinitio move LEASE --status`；迁移结束后即可开始下一次。',
    },
    notLost: { en: 'The move continues.', zh: '迁移继续进行。' },
  },
  'move.same_machine': {
    happened: { en: 'A move needs a machine other than the present one.', zh: '迁移需要换到租约当前所在机器之外的另一台机器。' },
    advice: { en: 'Leave out `--node` to let us choose the best other machine.', zh: '不指定 `--node`，系统会选择最合适的其他机器。' },
    notLost: 'unordered',
  },
  'move.no_machine': {
    happened: {
      en: 'No other machine of this class has enough GPUs free for the rest of the lease at this price or less.',
      zh: '在同型号的机器中，没有其他机器能以此价格或更低的价格，在剩余租期内提供同样数量的空闲 GPU。',
    },
    advice: {
      en: 'Set `--node` or `--max-price`, or wait. The lease continues.',
      zh: '指定 `--node` 或 `--max-price`，或等待。其间租约照常进行。',
    },
    notLost: 'unordered',
  },
  'move.machine_lost': {
    happened: {
      en: 'A lost machine does not answer, so its disk cannot be read. Only an older snapshot has its data.',
      zh: '失联的机器没有响应，因此无法读取其磁盘。只有更早的快照中有其数据。',
    },
    advice: {
      en: 'Use `infinitio move LEASE --from-snapshot ID`. Data written after that snapshot is lost.',
      zh: '使用 `infinitio move LEASE --from-snapshot ID`。该快照之后写入的内容已丢失。',
    },
    notLost: {
      en: "Stored snapshots. You pay nothing after the machine's last heartbeat.",
      zh: '已存储的快照。机器最后一次心跳之后的时间不计费。',
    },
  },
  'move.mismatch': {
    happened: {
      en: 'The three signatures of a move must be for the same lease, the same account and the same two machines.',
      zh: '一次迁移的三个签名必须针对同一租约、同一账户和相同的两台机器。',
    },
    advice: { en: 'Begin the move again from the page or the command.', zh: '从页面或命令重新开始迁移。' },
    notLost: 'unordered',
  },
  'move.new_lease_over': {
    happened: {
      en: 'The new machine ended the lease, was lost, or was never ready.',
      zh: '工作负载要迁往的机器结束了租约、失联，或始终没有就绪。',
    },
    advice: {
      en: 'Move again to get another machine. The refund of the new lease is in its receipt.',
      zh: '再次迁移：会选择另一台机器。新租约的退款列在其收据中。',
    },
    notLost: { en: 'The old lease has all its data, its names and its ports.', zh: '旧租约拥有全部数据、名称和端口。' },
  },
  'move.old_lease_over': {
    happened: {
      en: 'The old lease ended before its disk was copied.',
      zh: '在磁盘复制完成之前，旧租约到期或被结束。',
    },
    advice: {
      en: 'End the new lease if you do not want it; it has the same ports and keys but none of the files. Older snapshots can be restored.',
      zh: '如果不需要新租约，请结束它；它有相同的端口和密钥，但没有任何文件。更早的快照可以恢复。',
    },
    notLost: { en: 'The new lease runs.', zh: '新租约正在运行。' },
  },
  'move.too_slow': {
    happened: {
      en: 'The new machine was not ready, or one of the two did not copy, within the time that a step may take.',
      zh: '在每一步允许的时间内，新机器没有就绪，或两台机器之一没有完成复制。',
    },
    advice: {
      en: 'Check that both machines respond, then move again. The new lease may still run: end it if you do not want it.',
      zh: '检查两台机器是否都有响应，然后再次迁移。新租约可能仍在运行：如果不需要请结束它。',
    },
  },
  'move.cancelled': {
    happened: {
      en: 'The renter cancelled the move before the names moved. The copy is deleted, and the new disk gets no data.',
      zh: '租户在名称切换之前取消了迁移。为迁移复制的内容会被删除，新磁盘的初始内容不会到来。',
    },
    advice: {
      en: 'If there is a new lease that you do not want, end it. It is empty, and you pay for it when it is ready.',
      zh: '如果有新租约而你不需要它，请结束它：它是空的，就绪后即开始计费。',
    },
  },
  'move.too_late': {
    happened: {
      en: 'The names, the ports and the data have moved to the new lease, or are about to. The old lease ends next.',
      zh: '名称、端口和数据已经或即将切换到新租约；接下来会结束旧租约。',
    },
    advice: {
      en: 'Look at the new lease. To have the workload elsewhere, move it again: the first machine may be free then.',
      zh: '查看新租约。如果要把工作负载放到别处，请再次迁移：届时第一台机器可能有空闲。',
    },
    notLost: { en: 'The workload keeps running under its names, with all its data.', zh: '工作负载以原有的名称和全部数据继续运行。' },
  },
  'move.over': {
    happened: { en: 'This lease was not moved, or its last move has failed already.', zh: '该租约没有迁移过，或其最近一次迁移已经失败。' },
    advice: {
      en: 'Look at `infinitio move LEASE --status`. A failed move can leave an empty new lease. End it if you do not want it.',
      zh: '查看 `infinitio move LEASE --status`。失败的迁移留下的新租约是空的：如果不需要请结束它。',
    },
    notLost: { en: 'The lease continues unchanged.', zh: '租约照常进行。' },
  },
} satisfies ErrorPages
