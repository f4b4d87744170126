import { newRuntime } from './runtimeOfTests.ts'

/**
 * An agent's worth of a process, for a test to kill at once: brings up lease 7 and starts its script, says so, and stays.
 * Arguments: leases folder, script, and for containers socket and image.
 */
const [leasesDir = '', script = '', socketPath = '', image = ''] = process.argv.slice(2)
const runtime = newRuntime({ leasesDir, container: image === '' ? null : { socketPath, image } })
await runtime.adopt([])
const sandbox = runtime.sandbox({ leaseId: '7', environment: { GREETING: 'hello from the workload' } })
await sandbox.prepare()
process.send?.(await sandbox.startScript(script))
process.on('disconnect', () => process.exit(0))
