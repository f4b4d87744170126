import { watch } from 'node:fs'
import { join } from 'node:path'
import { checkout } from './dataFolder.ts'
import type { ServiceName } from './serviceSpecs.ts'
import type { Service } from './superviseService.ts'

const everyone: ServiceName[] = [
  'web',
  'engine',
  'gateway',
  'gateway-2',
  'agent',
  'agent-simulated',
  'validators',
  'scheduler',
  'scheduler-2',
  'router',
]

/** The folders to watch, and the processes to restart after a change. Next itself watches the pages. */
const watched: { folder: string; names: ServiceName[] }[] = [
  { folder: 'apps/api/src', names: ['web'] },
  { folder: 'apps/web/server', names: ['web'] },
  { folder: 'apps/engine/src', names: ['engine'] },
  { folder: 'apps/gateway/src', names: ['gateway', 'gateway-2'] },
  { folder: 'apps/agent/src', names: ['agent', 'agent-simulated'] },
  { folder: 'apps/validator/src', names: ['validators'] },
  { folder: 'apps/scheduler/src', names: ['scheduler', 'scheduler-2'] },
  { folder: 'apps/router/src', names: ['router'] },
  { folder: 'packages', names: everyone },
]

/** For `npm run dev`: restarts a process when one of its source files has changed and no other file has changed for 200 ms. */
export function restartOnChange({ services, signal }: { services: Map<ServiceName, Service>; signal: AbortSignal }): void {
  for (const { folder, names } of watched) {
    let timer: NodeJS.Timeout | undefined
    watch(join(checkout, folder), { recursive: true, signal }, (_event, file) => {
      if (file === null || !/\.ts$/.test(file) || /node_modules|\.test\.ts$/.test(file)) return
      clearTimeout(timer)
      timer = setTimeout(() => {
        for (const name of names) services.get(name)?.restart()
      }, 200)
    })
  }
}
