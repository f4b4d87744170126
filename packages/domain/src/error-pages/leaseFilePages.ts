import type { ErrorPages } from './errorPageTexts.ts'

/** Texts of the pages of errors about the files of a lease and the way into it, besides the sentence of the table. */
export const leaseFilePages = {
  'lease.keys_of_another': {
    happened: {
      en: 'The lease came to you by a transfer on the chain. Its workload, with the SSH keys in it, was fixed when it was booked; letting those keys in would let in whoever gave it away.',
      zh: '该租约是通过链上转让到你名下的。其工作负载及其中的 SSH 密钥在预订时就已固定；若允许这些密钥登录，就等于放转让者进来。',
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
      en: '`infinitio rent -- command` booked a machine, and five tries to reach it by SSH failed. The command was not started.',
      zh: '`infinitio rent -- command` 预订了一台机器，但五次尝试通过 SSH 连接都失败了。命令没有启动。',
    },
    advice: {
      en: 'Above the error stands what OpenSSH says. Mostly it is the key: name the public one by `--ssh-key` and its private one by `--identity`, or put it into your agent. A firewall that lets no SSH out to the gateway looks the same.',
      zh: '错误上方是 OpenSSH 的输出。多半是密钥的问题：用 `--ssh-key` 指定公钥，用 `--identity` 指定对应的私钥，或将私钥加入你的 ssh-agent。防火墙不允许 SSH 出站到网关时，表现也一样。',
    },
    notLost: {
      en: 'The lease was ended, unless `--keep-on-failure` keeps it: only its seconds are billed, and none of its free minutes.',
      zh: '租约已结束，除非用 `--keep-on-failure` 保留：只按其秒数计费，免费时间内的不计费。',
    },
  },
  'lease.files_not_copied': {
    happened: {
      en: '`infinitio rent -- command` could not copy something to the lease, or back from it; the detail names the paths, and `scp` said why. Copying back is tried three times.',
      zh: '`infinitio rent -- command` 无法将某些内容复制到租约，或无法从租约复制回来；详情中写明了路径，`scp` 说明了原因。复制回来会尝试三次。',
    },
    advice: {
      en: "Look whether the path is right: it begins in the lease's home. With `--keep-on-failure` the lease stays: fetch the rest by `infinitio cp <lease>:<path> .`, then `infinitio end <lease>`.",
      zh: '检查路径是否正确：它从租约的主目录算起。使用 `--keep-on-failure` 时租约会保留：用 `infinitio cp <lease>:<path> .` 取回其余内容，然后运行 `infinitio end <lease>`。',
    },
    notLost: {
      en: 'What was copied is here. What was not went with the lease, unless it was kept or a snapshot of it was taken.',
      zh: '已复制的内容在本机。未复制的已随租约消失，除非租约被保留或制作过它的快照。',
    },
  },
  'lease.files_unavailable': {
    happened: {
      en: 'The files of a lease are read and written by the sftp server of the lease itself, with the rights of its user. The image that it runs in has none.',
      zh: '租约的文件由租约自身的 sftp 服务器以其用户的权限读写。租约所用的镜像中没有 sftp 服务器。',
    },
    advice: {
      en: 'Use the shell, `scp -O` or `rsync`, which need no sftp server; or install it in the lease (`apt-get install openssh-sftp-server`, `apk add openssh-sftp-server`) and open the files again.',
      zh: '使用终端、`scp -O` 或 `rsync`，它们不需要 sftp 服务器；或在租约中安装它（`apt-get install openssh-sftp-server`、`apk add openssh-sftp-server`），然后重新打开文件。',
    },
    notLost: { en: 'The lease and its files are as they were.', zh: '租约及其文件保持原样。' },
  },
  'lease.file_unknown': {
    happened: {
      en: 'The machine has nothing under this path. Names are told apart by upper and lower case, and a path without a slash before it begins in the home of the lease.',
      zh: '机器上的这个路径下没有任何内容。名称区分大小写；不以斜杠开头的路径从租约的主目录算起。',
    },
    advice: {
      en: 'List the folder (`infinitio files ls <lease>:<folder>`) and use a name that is there.',
      zh: '列出该文件夹（`infinitio files ls <lease>:<folder>`），并使用其中已有的名称。',
    },
    notLost: 'unchanged',
  },
  'lease.file_forbidden': {
    happened: {
      en: "Files are read and written with the rights of the lease's own user, which the system of the machine guards. This one belongs to somebody else, or its permissions forbid it.",
      zh: '文件以租约自身用户的权限读写，由机器的系统把关。该文件属于他人，或其权限不允许访问。',
    },
    advice: {
      en: 'Use a place that is yours, as `/root`. What you own and locked yourself opens with `chmod` in the shell.',
      zh: '使用属于你的位置，例如 `/root`。属于你但被你自己锁住的文件，可在终端中用 `chmod` 打开。',
    },
    notLost: 'unchanged',
  },
  'lease.file_exists': {
    happened: {
      en: 'A file or folder was to be made, uploaded or renamed to a name that is taken. Nothing is replaced unless you say so, and a folder never is.',
      zh: '要创建、上传或改名的文件或文件夹使用了已有的名称。除非你明确允许，否则不会替换任何内容；文件夹则从不替换。',
    },
    advice: {
      en: 'Choose another name; delete what is there; or upload it again with the answer that it may be replaced.',
      zh: '换一个名称；删除已有的内容；或重新上传并说明可以替换。',
    },
    notLost: { en: 'What was there is as it was.', zh: '原有的内容保持原样。' },
  },
  'lease.file_refused': {
    happened: {
      en: 'The sftp server of the lease answered that it failed, and the detail has its words: `ENOSPC` is a full disk, `EISDIR` a folder where a file is needed, `ETXTBSY` a program that runs.',
      zh: '租约的 sftp 服务器答复操作失败，详情中有它的原话：`ENOSPC` 表示磁盘已满，`EISDIR` 表示需要文件的地方是文件夹，`ETXTBSY` 表示程序正在运行。',
    },
    advice: {
      en: 'Free room (`df -h` in the shell), or look in the shell why the system refuses.',
      zh: '腾出空间（在终端中运行 `df -h`），或在终端中查看系统拒绝的原因。',
    },
    notLost: { en: 'An upload that failed leaves what was there before as it was.', zh: '上传失败时，原有的内容保持原样。' },
  },
  'lease.transfer_broken': {
    happened: {
      en: 'The page or program lost the machine, the gateway, or its own line before the machine had confirmed everything. A file is taken for whole only when the machine has confirmed its last byte.',
      zh: '在机器确认全部内容之前，页面或程序与机器、网关的连接断开，或自身的网络中断。只有机器确认了最后一个字节，文件才算完整。',
    },
    advice: {
      en: 'Try again; a connection is opened anew. Where it breaks again and again, look at the state of the lease, and at the events of its page.',
      zh: '请重试；会重新建立连接。如果反复中断，请查看租约的状态及其页面上的事件。',
    },
    notLost: {
      en: 'A file that was there before an upload is there still. Of an upload that broke off a hidden file `.infinitio-….part` can be left beside it: delete it.',
      zh: '上传之前已有的文件仍然在。中断的上传可能会在旁边留下一个隐藏文件 `.infinitio-….part`：请删除它。',
    },
  },
} satisfies ErrorPages
