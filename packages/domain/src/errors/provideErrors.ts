import type { ErrorRow } from './errorRow.ts'

/**
 * Errors of `infinitio provide`: the missing requirements of a listing, or why the agent cannot do an act. The page of each is
 * `/docs/errors/<code>`.
 */
export const provideErrors = {
  'node.settings_missing': {
    http: 400,
    exit: 70,
    retry: false,
    sentence: 'A setting that this machine needs is missing. Give it as an option, or run the command in a terminal, where it asks.',
  },
  'node.settings_unreadable': {
    http: 400,
    exit: 70,
    retry: false,
    sentence: 'The settings of this machine cannot be read. Run the command as the user who provides the machine, or give the settings again.',
  },
  'node.not_provided': {
    http: 404,
    exit: 70,
    retry: false,
    sentence: 'That data folder does not provide this machine. Run infinitio provide first, or give the folder with --data.',
  },
  'node.wallet_needed': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: "This needs the wallet's signature, and the wallet's key is not on this machine. Use the page with the wallet, or give --key-file.",
  },
  'node.pairing_unknown': {
    http: 404,
    exit: 70,
    retry: false,
    sentence:
      'No machine waits for this link. It is incomplete, changed or replaced by a newer one. Nothing was signed. Run infinitio provide again.',
  },
  'node.pairing_expired': {
    http: 410,
    exit: 70,
    retry: false,
    sentence: 'This link is older than 10 minutes, or signing took too long. Run infinitio provide again: it continues after the finished steps.',
  },
  'node.pairing_used': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: 'Another browser or wallet opened this link first. If it was not you, answer n in the terminal. Then run infinitio provide again.',
  },
  'node.pairing_wrong_secret': {
    http: 403,
    exit: 70,
    retry: false,
    sentence: 'The secret of this link is wrong, so the link opens nothing. Open the link exactly as infinitio provide shows it.',
  },
  'node.pairing_changed': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: 'The link or the details of the machine were changed on the way. Do not sign. Run infinitio provide again and open its new link.',
  },
  'node.pairing_other_chain': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: 'This machine asks for a permission on another chain or market. Open the link on the market where the machine runs infinitio provide.',
  },
  'node.pairing_refused': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: 'The machine did not accept this wallet, because nobody confirmed the six characters. Run infinitio provide again for a new link.',
  },
  'node.pairing_limit': {
    http: 429,
    exit: 71,
    retry: true,
    sentence: 'This market has too many open links now. Try again in 10 minutes, or use infinitio provide --key-file.',
  },
  'node.agent_missing': {
    http: 404,
    exit: 70,
    retry: false,
    sentence: 'The agent is not installed beside this command. Run it from a checkout of Infinitio, or set INFINITIO_AGENT.',
  },
  'node.agent_stopped': {
    http: 409,
    exit: 71,
    retry: true,
    sentence: 'The agent does not run here, so this cannot be done now. Start it with infinitio provide and try again.',
  },
  'node.agent_running': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: 'An agent already runs for this data folder. Use infinitio provide status, pause, update or remove.',
  },
  'node.leases_running': {
    http: 409,
    exit: 71,
    retry: true,
    sentence: 'Leases still run on this machine. Drain it and wait, or use --force and pay for breaking them off.',
  },
  'node.service_refused': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: 'The service could not be installed or changed. It needs systemd and root. Run the command with sudo.',
  },
  'node.data_folder_unusable': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: 'The data folder cannot be written. Choose another with --data, or run the command as a user who can write there.',
  },
  'node.disk_low': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: 'The disk of the data folder has too little free space. Free some space, or choose another folder with --data.',
  },
  'node.clock_skewed': {
    http: 409,
    exit: 71,
    retry: true,
    sentence: 'The clock of this machine is wrong by more than 30 s, so its signatures would be refused. Set the clock from the network.',
  },
  'node.gateway_unreachable': {
    http: 502,
    exit: 71,
    retry: true,
    sentence: 'The gateway cannot be reached from here. Allow outgoing TCP connections to its host and port.',
  },
  'node.rpc_needed': {
    http: 400,
    exit: 70,
    retry: false,
    sentence: 'On this chain the agent reads contracts through your own RPC. Give its address with --rpc.',
  },
  'node.rpc_wrong_chain': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: "This RPC is for another chain than the market's. Give an RPC of the market's chain with --rpc.",
  },
  'node.region_unknown': {
    http: 422,
    exit: 70,
    retry: false,
    sentence: 'The market has no region with this name. Choose a region from its list with --region.',
  },
  'node.class_unknown': {
    http: 422,
    exit: 70,
    retry: false,
    sentence: "The market has no class for this machine's GPU, so it cannot be listed. Ask the operator to add the class.",
  },
  'node.price_invalid': {
    http: 422,
    exit: 70,
    retry: false,
    sentence: 'This is not a price. Give PT per GPU-hour as a number above zero.',
  },
  'node.local_refused': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: 'Shells on the machine itself work only on the development chain of this computer. Use containers.',
  },
  'node.not_root': {
    http: 403,
    exit: 70,
    retry: false,
    sentence: 'The agent needs root to run leases in containers, because each gets a separate disk and network. Run the command with sudo.',
  },
  'node.engine_missing': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: 'No container engine answers here. Install Podman, or start the container engine that is installed.',
  },
  'node.engine_unfit': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: 'The container engine cannot run leases with its settings now. Change the settings that the table lists.',
  },
  'node.image_missing': {
    http: 400,
    exit: 70,
    retry: false,
    sentence: 'There is no image for leases to run in. Give an image by its digest with --image.',
  },
  'node.cgroups_missing': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: 'This system does not limit CPU, memory and processes of a lease. Turn on the missing cgroup controllers.',
  },
  'node.user_namespaces_off': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: 'This kernel does not give containers separate users. Turn on user namespaces.',
  },
  'node.subuid_missing': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: 'Docker has no range of users for its containers. Add one for dockremap.',
  },
  'node.nft_missing': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: 'This system cannot set the rules that keep a lease from other networks. Install nftables and iproute2.',
  },
  'node.driver_missing': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: 'There is a GPU, but no driver tool finds it. Install the driver and its tool.',
  },
  'node.toolkit_missing': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: "NVIDIA's Container Toolkit is missing or too old to be safe. Install 1.17.8 or later.",
  },
  'node.cdi_missing': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: "The GPUs have no CDI description for containers. Write it with the toolkit of the GPU's maker.",
  },
  'node.gpu_devices_closed': {
    http: 409,
    exit: 70,
    retry: false,
    sentence: 'Leases cannot open the GPUs: their device files are missing, or only one group can open them. Open them with a udev rule.',
  },
} satisfies Record<`node.${string}`, ErrorRow>
