// Loaded by --import into an agent: the machine seems to have started BOOTED_AGO seconds before this process. Nobody can restart the kernel of a test.
import os from 'node:os'

const bootedAgo = Number(process.env.BOOTED_AGO)
os.uptime = () => bootedAgo + process.uptime()
