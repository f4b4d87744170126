// An agent loads this file with --import. It makes the machine seem to have started BOOTED_AGO seconds before the agent, because a test cannot restart the
// kernel.
import os from 'node:os'

const bootedAgo = Number(process.env.BOOTED_AGO)
os.uptime = () => bootedAgo + process.uptime()
