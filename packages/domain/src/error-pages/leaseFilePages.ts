import type { ErrorPages } from './errorPageTexts.ts'

/** More texts for the error pages about the files of a lease and about access to the lease. A page shows them below the sentence of the error table. */
export const leaseFilePages = {
  'lease.keys_of_another': {
    happened: {
      en: 'You received the lease by a transfer on the chain. Its workload, with the SSH keys in it, was fixed when it was rented. Those keys would let the former holder in.',
      zh: '该租约是通过链上转让到你名下的。其工作负载及其中的 SSH 密钥在租用时就已固定；若允许这些密钥登录，就等于放转让者进来。',
    },
    advice: {
      en: "Open the lease's page and use the shell there: it asks for your session, not for a key.",
      zh: '打开租约页面，使用那里的终端：它验证的是你的会话，而不是密钥。',
    },
    notLost: {
      en: 'The lease, its machine and every refund are yours. Its escrow stays in the contract until it is paid by the second or refunded.',
      zh: '租约、机器和全部退款都归你。其托管资金留在合约中，直到按秒支付或退回。',
    },
  },
  'lease.ssh_failed': {
    happened: {
      en: '`infinitio rent -- command` rented a machine, but five tries to reach it by SSH failed. The command was not started.',
      zh: '`infinitio rent -- command` 租用了一台机器，但五次尝试通过 SSH 连接都失败了。命令没有启动。',
    },
    advice: {
      en: 'Read the output of OpenSSH above the error. Often the key is wrong: give the public key with `--ssh-key` and its private key with `--identity`, or add it to your ssh-agent. A firewall that blocks SSH to the gateway has the same effect.',
      zh: '错误上方是 OpenSSH 的输出。多半是密钥的问题：用 `--ssh-key` 指定公钥，用 `--identity` 指定对应的私钥，或将私钥加入你的 ssh-agent。防火墙不允许 SSH 出站到网关时，表现也一样。',
    },
    notLost: {
      en: 'The lease was ended, unless you used `--keep-on-failure`. You pay only its seconds, and not the free minutes.',
      zh: '租约已结束，除非用 `--keep-on-failure` 保留：只按其秒数计费，免费时间内的不计费。',
    },
  },
  'lease.files_not_copied': {
    happened: {
      en: '`infinitio rent -- command` could not copy files to or from the lease. The detail shows the paths, and the output of `scp` the reason. Copying back is tried three times.',
      zh: '`infinitio rent -- command` 无法将某些内容复制到租约，或无法从租约复制回来；详情中写明了路径，`scp` 说明了原因。复制回来会尝试三次。',
    },
    advice: {
      en: "Check the path: it begins in the lease's home folder. With `--keep-on-failure` the lease keeps running: fetch the rest with `infinitio cp <lease>:<path> .`, then `infinitio end <lease>`.",
      zh: '检查路径是否正确：它从租约的主目录算起。使用 `--keep-on-failure` 时租约会保留：用 `infinitio cp <lease>:<path> .` 取回其余内容，然后运行 `infinitio end <lease>`。',
    },
    notLost: {
      en: 'Copied files are on this computer. Other files are deleted with the lease, unless you kept the lease or made a snapshot.',
      zh: '已复制的内容在本机。未复制的已随租约消失，除非租约被保留或制作过它的快照。',
    },
  },
  'lease.files_unavailable': {
    happened: {
      en: 'The SFTP server of the lease reads and writes its files, with the rights of its user. The image of this lease has no SFTP server.',
      zh: '租约的文件由租约自身的 sftp 服务器以其用户的权限读写。租约所用的镜像中没有 sftp 服务器。',
    },
    advice: {
      en: 'Use the shell, `scp -O` or `rsync`, which need no sftp server; or install it in the lease (`apt-get install openssh-sftp-server`, `apk add openssh-sftp-server`) and open the files again.',
      zh: '使用终端、`scp -O` 或 `rsync`，它们不需要 sftp 服务器；或在租约中安装它（`apt-get install openssh-sftp-server`、`apk add openssh-sftp-server`），然后重新打开文件。',
    },
    notLost: { en: 'The lease and its files are unchanged.', zh: '租约及其文件保持原样。' },
  },
  'lease.file_unknown': {
    happened: {
      en: "The machine has nothing under this path. Names are case-sensitive. A path that does not begin with a slash begins in the lease's home folder.",
      zh: '机器上的这个路径下没有任何内容。名称区分大小写；不以斜杠开头的路径从租约的主目录算起。',
    },
    advice: {
      en: 'List the folder (`infinitio files ls <lease>:<folder>`) and use a name from the list.',
      zh: '列出该文件夹（`infinitio files ls <lease>:<folder>`），并使用其中已有的名称。',
    },
    notLost: 'unchanged',
  },
  'lease.file_forbidden': {
    happened: {
      en: "Files are read and written with the rights of the lease's user. This file belongs to another user, or its permissions forbid it.",
      zh: '文件以租约自身用户的权限读写，由机器的系统把关。该文件属于他人，或其权限不允许访问。',
    },
    advice: {
      en: 'Use a folder of your user, such as the home folder (`echo $HOME` prints it). For your own files, change the permissions with `chmod` in the shell.',
      zh: '使用属于你的位置，例如主目录（`echo $HOME` 会打印它）。属于你但被你自己锁住的文件，可在终端中用 `chmod` 打开。',
    },
    notLost: 'unchanged',
  },
  'lease.file_exists': {
    happened: {
      en: 'A file or folder already has the name that you want to use. A file is replaced only if you allow it. A folder is never replaced.',
      zh: '要创建、上传或改名的文件或文件夹使用了已有的名称。除非你明确允许，否则不会替换任何内容；文件夹则从不替换。',
    },
    advice: {
      en: 'Choose another name, delete the existing file, or upload again and allow replacing.',
      zh: '换一个名称；删除已有的内容；或重新上传并说明可以替换。',
    },
    notLost: { en: 'The existing file is unchanged.', zh: '原有的内容保持原样。' },
  },
  'lease.file_refused': {
    happened: {
      en: 'The SFTP server of the lease failed, and the detail shows its answer: `ENOSPC` is a full disk, `EISDIR` a folder where a file is needed, `ETXTBSY` a program that runs.',
      zh: '租约的 sftp 服务器答复操作失败，详情中有它的原话：`ENOSPC` 表示磁盘已满，`EISDIR` 表示需要文件的地方是文件夹，`ETXTBSY` 表示程序正在运行。',
    },
    advice: {
      en: 'Free some space (`df -h` in the shell), or check in the shell why the system refuses.',
      zh: '腾出空间（在终端中运行 `df -h`），或在终端中查看系统拒绝的原因。',
    },
    notLost: { en: 'A failed upload does not change the existing file.', zh: '上传失败时，原有的内容保持原样。' },
  },
  'lease.transfer_broken': {
    happened: {
      en: 'The page or program lost its connection before the machine confirmed everything. A file is complete only when the machine has confirmed its last byte.',
      zh: '在机器确认全部内容之前，页面或程序与机器、网关的连接断开，或自身的网络中断。只有机器确认了最后一个字节，文件才算完整。',
    },
    advice: {
      en: 'Try again over a new connection. If it keeps breaking, check the state of the lease and the events on its page.',
      zh: '请重试；会重新建立连接。如果反复中断，请查看租约的状态及其页面上的事件。',
    },
    notLost: {
      en: 'An existing file is unchanged. An interrupted upload can leave a hidden file `.infinitio-….part` beside it. Delete that file.',
      zh: '上传之前已有的文件仍然在。中断的上传可能会在旁边留下一个隐藏文件 `.infinitio-….part`：请删除它。',
    },
  },
} satisfies ErrorPages
