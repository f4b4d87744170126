// `npm run pictures`: starts a market, takes the screenshots for the guides in the light and the dark theme, and writes them to docs/images.
import { join } from 'node:path'
import { openBrowser } from '../e2e/browser/openBrowser.ts'
import { startTestDeployment } from '../e2e/deployment/startTestDeployment.ts'
import { simulatedMachines, takePictures } from './pictures/takePictures.ts'
import { checkout } from './start/dataFolder.ts'
import pagesSetup from './vitest/pagesSetup.ts'
import programsSetup from './vitest/programsSetup.ts'

const browser = await openBrowser()
if (browser === null) throw new Error('Chromium does not start here. The pictures need it.')
// The builds come first: on a busy machine they take minutes, longer than the start of a market waits for them.
await programsSetup()
await pagesSetup()
const deployment = await startTestDeployment({ settings: { AGENT_SIMULATED_NODES: String(simulatedMachines) } })
try {
  for (const file of await takePictures(deployment, { browser, folder: join(checkout, 'docs/images') })) console.log(file)
} finally {
  await browser.close()
  await deployment.remove()
}
