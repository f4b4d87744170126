import type { ErrorPages } from './errorPageTexts.ts'

/** Texts that the pages of errors about providing a machine show in addition to the sentence in the error table. */
export const providePages = {
  'node.settings_missing': {
    detail: {
      en: '`infinitio provide` had no terminal to ask in, and an option is missing. The table shows which.',
      zh: '`infinitio provide` 没有可供询问的终端，又缺少某个选项。表中写明了该选项。',
    },
    advice: {
      en: 'Give it as an option, or run the command in a terminal, where it asks. Completed steps are not repeated.',
      zh: '请以选项给出，或在会询问的终端中运行命令。已完成的步骤不会重复执行。',
    },
    steps: {
      en: '`infinitio provide --help` lists every option and its environment variable.',
      zh: '`infinitio provide --help` 列出了每个选项以及等效的环境变量。',
    },
  },
  'node.settings_unreadable': {
    detail: {
      en: 'A file in the data folder (`provide.json`, `mandate.json`, `fleet.json`) belongs to another user or is on a failing disk, or `infinitio provide` did not write `provide.json`. We never treat an unreadable file as missing.',
      zh: '随错误指明的数据目录中的某个文件（`provide.json`、`mandate.json`、`fleet.json`）属于其他用户，或所在磁盘有故障；或者 `provide.json` 的内容不是 `infinitio provide` 写出的。无法读取的文件绝不会被当作不存在。',
    },
    advice: {
      en: 'Run the command as the user who provides the machine, or give the settings again. Completed steps are not repeated.',
      zh: '请以提供机器的用户身份运行命令，或重新给出设置。已完成的步骤不会重复执行。',
    },
    steps: {
      en: 'Run with `sudo` if the machine was listed as root. If the file is damaged, run `infinitio provide` again with your options to write it again.',
      zh: '如果机器是以 root 身份上架的，请用 `sudo` 运行。如果文件已损坏，请带上你的选项重新运行 `infinitio provide`：文件会重新写出。',
    },
  },
  'node.not_provided': {
    detail: { en: 'There is no `provide.json` in the data folder.', zh: '数据目录中没有 `provide.json`。' },
    steps: {
      en: 'As root the folder is `/var/lib/infinitio`, otherwise `~/.infinitio/provide`. Choose another with `--data`.',
      zh: '以 root 运行时，该目录是 `/var/lib/infinitio`，否则是 `~/.infinitio/provide`；可用 `--data` 指定其他目录。',
    },
  },
  'node.wallet_needed': {
    detail: {
      en: 'The machine works under a [signing permission](../guides/provider-key.md): its key can pause the machine and list it within limits, and nothing else. Only the wallet can register the machine, end its leases and remove it. You also get this error if neither a key file nor a signing permission can be read, and if the machine is not on the chain.',
      zh: '该机器凭[签名权限](../guides/provider-key.md)工作：它自己的密钥可以暂停机器并在限额内上架，仅此而已。注册、结束租约和移除机器由钱包进行。既没有密钥文件也没有可读取的签名权限时，以及链上没有这台机器时，也会给出同样的提示。',
    },
    advice: {
      en: 'Use the page with the wallet, or give the key file with --key-file for this one command. To get a signing permission, run `infinitio provide --pair` on the machine and sign in the browser.',
      zh: '请在网页上用钱包操作，或仅为这一条命令用 --key-file 指定密钥文件。如需签名权限，请在机器上运行 `infinitio provide --pair` 并在浏览器中签名。',
    },
  },
  'node.agent_missing': {
    detail: { en: '`infinitio provide` starts the agent program, but did not find it.', zh: '`infinitio provide` 要启动代理程序本身，但没有找到。' },
    steps: {
      en: 'In a checkout it is `apps/agent/src/provide.ts`. Elsewhere, set `INFINITIO_AGENT` to its path.',
      zh: '在代码目录中它是 `apps/agent/src/provide.ts`；在别处由 `INFINITIO_AGENT` 指定。',
    },
  },
  'node.agent_stopped': {
    detail: { en: 'Nothing answers on the control socket in the data folder.', zh: '数据目录中的控制套接字没有应答。' },
    steps: {
      en: '`infinitio provide`, or `systemctl start infinitio-agent` where it is a service.',
      zh: '运行 `infinitio provide`；如果它是服务，则运行 `systemctl start infinitio-agent`。',
    },
  },
  'node.agent_running': {
    detail: { en: 'Another process answers on the control socket in the data folder.', zh: '数据目录中的控制套接字由另一个进程应答。' },
    steps: { en: 'To restart it, run `infinitio provide update`.', zh: '要重新启动它，请运行 `infinitio provide update`。' },
  },
  'node.leases_running': {
    detail: {
      en: 'You asked to remove a machine that has leases. The command prints each lease and the cost of breaking it off.',
      zh: '要移除的机器正被人租用。命令会列出每个租约以及中断它的代价。',
    },
    steps: { en: '`infinitio provide drain` waits until the last lease has ended.', zh: '`infinitio provide drain` 会等到最后一个租约结束。' },
  },
  'node.service_refused': {
    detail: { en: '`systemctl` is missing, does not answer, or refused.', zh: '`systemctl` 缺失、没有应答或拒绝执行。' },
    advice: {
      en: 'A service needs systemd and root: use sudo, or leave out --service. Completed steps are not repeated.',
      zh: '服务需要 systemd 和 root：请使用 sudo，或去掉 --service。已完成的步骤不会重复执行。',
    },
    steps: {
      en: 'Without systemd, run `infinitio provide` in the foreground, under your own supervisor.',
      zh: '没有 systemd 时，请在前台运行 `infinitio provide`，由你自己的进程管理程序看护。',
    },
  },
  'node.data_folder_unusable': {
    detail: { en: "A file could not be made in the agent's data folder.", zh: '无法在代理程序的数据目录中创建文件。' },
    advice: {
      en: 'Choose another with --data, or run the command as a user who can write there. Completed steps are not repeated.',
      zh: '请用 --data 选择其他目录，或以可写的用户身份运行命令。已完成的步骤不会重复执行。',
    },
    steps: {
      en: "The folder stores the machine's keys: choose one on a permanent disk.",
      zh: '该目录保存着机器的密钥：请选择位于长期保留的磁盘上的目录。',
    },
  },
  'node.disk_low': {
    detail: {
      en: 'Each container lease gets a separate disk, 20 GB unless set otherwise. `local` needs 1 GB.',
      zh: '每个容器租约都有自己的磁盘，除非另有设置，大小为 20 GB；`local` 需要 1 GB。',
    },
    steps: { en: 'The table shows how much is free and how much is needed.', zh: '表中写明了可用空间和所需空间。' },
  },
  'node.clock_skewed': {
    detail: { en: "The time of this machine was compared with the time in the API's answer.", zh: '已将这台机器的时间与 API 答复中的时间作了比较。' },
    steps: { en: '`timedatectl set-ntp true`, then run the command again.', zh: '运行 `timedatectl set-ntp true`，然后重新运行该命令。' },
  },
  'node.gateway_unreachable': {
    detail: {
      en: "No TCP connection to the tunnel's address opened within 5 s. This machine needs no open port, only outgoing connections.",
      zh: '5 秒内未能建立到隧道地址的 TCP 连接。这台机器不需要开放任何端口，只需要能向外连接。',
    },
    steps: { en: 'The table shows host and port. `nc -vz` tests the same connection.', zh: '表中写明了主机和端口；用 `nc -vz` 可以做同样的尝试。' },
  },
  'node.rpc_needed': {
    detail: {
      en: "The agent compares the gateway's key with the key on chain. Through the market's own server this would prove nothing, so only the development chain does it that way.",
      zh: '代理程序会将网关的密钥与链上的密钥比较。通过市场自己的服务器查询无法证明任何事情，因此只有开发链这样做。',
    },
    steps: {
      en: 'Give any RPC of the chain: `--rpc https://…`. Separate several with commas.',
      zh: '指定该链的任意节点：`--rpc https://…`，多个之间用逗号分隔。',
    },
  },
  'node.rpc_wrong_chain': {
    detail: { en: "The chain id of the RPC differs from the market's chain id.", zh: '该 RPC 的链 ID 与市场声明的不同。' },
    steps: { en: 'The command shows both chain ids.', zh: '命令会显示两个链 ID。' },
  },
  'node.region_unknown': {
    detail: {
      en: 'Regions are on chain; a machine is registered in one of them and stays there.',
      zh: '区域登记在链上；机器注册在其中一个区域，之后不再变动。',
    },
    steps: {
      en: '`infinitio provide --check` lists the names of this market below this error. `GET /api/v1/classes` has them too.',
      zh: '`infinitio provide --check` 会在此错误下方列出本市场的区域名称，`GET /api/v1/classes` 也有。',
    },
  },
  'node.class_unknown': {
    detail: { en: "The GPU's name, or its memory, fits no class of the on-chain catalogue.", zh: 'GPU 的名称或显存与链上目录中的任何型号都不符。' },
    steps: {
      en: 'A slice of a GPU, or a card with much less memory than its class, has no class.',
      zh: 'GPU 的一个切片，或显存远小于其型号的卡，不属于任何型号。',
    },
  },
  'node.price_invalid': {
    detail: { en: 'The price is written as digits, with a point where needed: `0.35`.', zh: '价格用数字书写，必要时带小数点：`0.35`。' },
    steps: { en: '`infinitio provide --price 0.35`.', zh: '`infinitio provide --price 0.35`。' },
  },
  'node.local_refused': {
    detail: {
      en: 'The `local` runtime isolates little. It works only on chain 31337 with the RPC on loopback.',
      zh: '`local` 运行环境的隔离很弱：它只用于链 31337 且 RPC 在环回地址上的情况，除此之外不用于任何场合。',
    },
    steps: {
      en: 'Install an engine: `apt-get install -y podman runc && systemctl enable --now podman.socket`.',
      zh: '安装一个引擎：`apt-get install -y podman runc && systemctl enable --now podman.socket`。',
    },
  },
  'node.not_root': {
    detail: {
      en: 'The agent mounts a disk for each lease and sets the rules of its network.',
      zh: '代理程序要为每个租约挂载磁盘，并设置其网络规则。',
    },
    advice: { en: 'Run the command with sudo. Completed steps are not repeated.', zh: '请用 sudo 运行命令。已完成的步骤不会重复执行。' },
    steps: {
      en: "`sudo infinitio provide`. The container limits the lease, not the agent's user.",
      zh: '`sudo infinitio provide`；租约能做什么由其容器限定，而不由代理程序的用户限定。',
    },
  },
  'node.engine_missing': {
    detail: {
      en: 'There is no Podman or Docker socket, or nothing answers on it.',
      zh: 'Podman 和 Docker 的套接字都不存在，或没有程序在上面应答。',
    },
    steps: {
      en: '`apt-get install -y podman runc && systemctl enable --now podman.socket`.',
      zh: '`apt-get install -y podman runc && systemctl enable --now podman.socket`。',
    },
  },
  'node.engine_unfit': {
    detail: {
      en: 'It is too old, or runs without its seccomp profile, without limits, or without separate users for containers.',
      zh: '它版本过旧，或运行时没有启用 seccomp 配置、没有资源限制，或容器没有独立用户。',
    },
    steps: {
      en: 'The table shows each fault with its fix. [The provider guide](../guides/isolation.md#containers) lists the requirements.',
      zh: '每个问题都附有解决办法；[提供方指南](../guides/isolation.md#containers)说明了所需的条件。',
    },
  },
  'node.image_missing': {
    detail: {
      en: 'A tag can point to other bytes tomorrow, so we accept only `name@sha256:…` or the id of a local image.',
      zh: '同一标签明天可能指向不同的内容，因此只接受 `name@sha256:…` 或本机已有镜像的 ID。',
    },
    steps: { en: 'The table shows the two commands that pull Debian and set it.', zh: '表中给出了拉取 Debian 并指定它的两条命令。' },
  },
  'node.cgroups_missing': {
    detail: {
      en: "One of `cpu`, `memory` and `pids` is not among the kernel's cgroup controllers.",
      zh: '内核的 cgroup 控制器缺少 `cpu`、`memory`、`pids` 之一。',
    },
    steps: { en: 'The table shows the boot option. It takes effect after a reboot.', zh: '表中给出了启动选项；重启后生效。' },
  },
  'node.user_namespaces_off': {
    detail: { en: '`user.max_user_namespaces` is 0 or missing.', zh: '`user.max_user_namespaces` 为 0 或不存在。' },
    steps: {
      en: '`sysctl -w user.max_user_namespaces=28633`, and the same line in `/etc/sysctl.d/` to make it permanent.',
      zh: '运行 `sysctl -w user.max_user_namespaces=28633`，并在 `/etc/sysctl.d/` 中写入同一行，使其长期有效。',
    },
  },
  'node.subuid_missing': {
    detail: {
      en: 'Docker with `userns-remap` takes its users from `/etc/subuid` and `/etc/subgid`.',
      zh: '启用 `userns-remap` 的 Docker 从 `/etc/subuid` 和 `/etc/subgid` 取得用户。',
    },
    steps: { en: 'The table shows the line. Restart Docker afterwards.', zh: '表中给出了要添加的那一行；之后请重启 Docker。' },
  },
  'node.nft_missing': {
    detail: {
      en: '`nft` or `ip` is missing, or the kernel refused the rules in a test.',
      zh: '缺少 `nft` 或 `ip`，或内核在试设时没有接受这些规则。',
    },
    steps: {
      en: '`apt-get install -y nftables iproute2`; if the kernel refuses, load the modules that the table lists.',
      zh: '`apt-get install -y nftables iproute2`；如果内核拒绝，请加载表中写明的模块。',
    },
  },
  'node.driver_missing': {
    detail: {
      en: "The machine's PCI bus shows a card of NVIDIA or AMD, but `nvidia-smi`, `amd-smi` and `rocm-smi` find none.",
      zh: '机器的 PCI 总线上有 NVIDIA 或 AMD 的显卡，而 `nvidia-smi`、`amd-smi` 和 `rocm-smi` 都没有列出任何显卡。',
    },
    steps: {
      en: "NVIDIA: `apt-get install -y nvidia-driver` (Debian, non-free-firmware) or your distribution's package, then reboot. AMD: `modprobe amdgpu && apt-get install -y rocm-smi`, or `amd-smi` from AMD's package source; newer cards need AMD's own driver (`amdgpu-dkms`).",
      zh: 'NVIDIA：`apt-get install -y nvidia-driver`（Debian，non-free-firmware）或你的发行版的软件包，然后重启。AMD：`modprobe amdgpu && apt-get install -y rocm-smi`，或 AMD 软件源中的 `amd-smi`；较新的显卡需要 AMD 自己的驱动（`amdgpu-dkms`）。',
    },
  },
  'node.toolkit_missing': {
    detail: {
      en: "Older versions let an image run code as the machine's root (CVE-2025-23266) or break out through its links (CVE-2025-23267).",
      zh: '较旧的版本会让镜像以机器的 root 身份运行代码（CVE-2025-23266），或通过其链接突破隔离（CVE-2025-23267）。',
    },
    steps: {
      en: "`apt-get install -y nvidia-container-toolkit` from NVIDIA's package source.",
      zh: '从 NVIDIA 的软件源安装：`apt-get install -y nvidia-container-toolkit`。',
    },
  },
  'node.cdi_missing': {
    detail: {
      en: "No file in `/etc/cdi` or `/var/run/cdi` describes `nvidia.com/gpu` or, on a machine with AMD's GPUs, of `amd.com/gpu`.",
      zh: '`/etc/cdi` 或 `/var/run/cdi` 中没有文件提到 `nvidia.com/gpu`，或者（在装有 AMD GPU 的机器上）`amd.com/gpu`。',
    },
    steps: {
      en: "`nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml` or `amd-ctk cdi generate --output=/etc/cdi/amd.json` (from `amd-container-toolkit`, AMD's package source), again after each change of the driver.",
      zh: '运行 `nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml` 或 `amd-ctk cdi generate --output=/etc/cdi/amd.json`（来自 AMD 软件源的 `amd-container-toolkit`），每次更换驱动后再运行一次。',
    },
  },
  'node.gpu_devices_closed': {
    detail: {
      en: "AMD's GPUs are `/dev/kfd` and `/dev/dri/renderD*`, for root and the group `render`. A lease has separate users, and none of them is in that group.",
      zh: 'AMD 的 GPU 是 `/dev/kfd` 和 `/dev/dri/renderD*`，归 root 和 `render` 用户组所有。租约有自己的一套用户，在其中该组只是 nobody。',
    },
    steps: {
      en: '```sh\nprintf \'KERNEL=="kfd", MODE="0666"\\nSUBSYSTEM=="drm", KERNEL=="renderD*", MODE="0666"\\n\' > /etc/udev/rules.d/70-infinitio-amdgpu.rules\nmodprobe amdgpu && udevadm control --reload && udevadm trigger\n```\n\nThen every user of the machine can use the GPUs. A lease sees only its own devices.',
      zh: '```sh\nprintf \'KERNEL=="kfd", MODE="0666"\\nSUBSYSTEM=="drm", KERNEL=="renderD*", MODE="0666"\\n\' > /etc/udev/rules.d/70-infinitio-amdgpu.rules\nmodprobe amdgpu && udevadm control --reload && udevadm trigger\n```\n\n此后机器自身的每个用户都能使用这些 GPU；租约只能看到分配给它的设备，看不到其他设备。',
    },
  },
} satisfies ErrorPages
