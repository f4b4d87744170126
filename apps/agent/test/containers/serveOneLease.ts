import { startTicksOf } from '../../src/runtime/startTicksOf.ts'
import { newRuntime } from './newRuntime.ts'

/**
 * A process that takes the agent's part in a test, and that the test kills. It starts lease 7 with a script and a terminal, reports that, and waits. Arguments:
 * the leases folder and the script; for containers also the socket, the image, the machine's network namespace and the path of `nft`.
 */
const [leasesDir = '', script = '', socketPath = '', image = '', machineNamespace = '', nft = ''] = process.argv.slice(2)
const runtime = newRuntime({ leasesDir, container: image === '' ? null : { socketPath, image, network: { machineNamespace, nft } } })
await runtime.adopt([])
const sandbox = runtime.sandbox({ leaseId: '7', environment: { GREETING: 'hello from the workload' } })
await sandbox.prepare()
const started = await sandbox.startScript(script)
const terminal = await sandbox.terminal({ command: 'setsid sleep 1000 & sleep 1000', environment: {}, term: 'xterm', columns: 80, rows: 24 })
process.send?.({ script: started, terminal: { pid: terminal.pid, startTicks: await startTicksOf(terminal.pid) } })
process.on('disconnect', () => process.exit(0))
