import type { RuntimeKind } from '../nodes/runtimes.ts'
import type { Message } from './notificationMessages.ts'

/**
 * The texts for each kind of runtime. `pairing`: what leases run in, for the owner of a machine who pairs it with a wallet. `banner`: the sentence that a renter
 * reads when a shell of the lease opens.
 */
export const runtimeMessages: Readonly<Record<RuntimeKind, { readonly pairing: Message; readonly banner: Message }>> = {
  local: {
    pairing: {
      en: 'ordinary processes of the machine (runtime “local”), without isolation',
      zh: '机器上的普通进程（运行时“local”），没有隔离',
    },
    banner: {
      en: 'This is a local shell of the development runtime; the directory is wiped at the end.',
      zh: '这是开发运行环境的本地终端，租约结束时目录会被清除。',
    },
  },
  container: {
    pairing: { en: 'containers', zh: '容器' },
    banner: { en: 'This is a container; its disk is wiped at the end.', zh: '这是一个容器，租约结束时其磁盘会被清除。' },
  },
}
