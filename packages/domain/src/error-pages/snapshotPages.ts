import type { ErrorPages } from './errorPageTexts.ts'

/** Texts that the pages of errors about a snapshot show in addition to the sentence in the error table. */
export const snapshotPages = {
  'snapshot.unknown': {
    happened: { en: 'The snapshot was deleted, has expired, or belongs to another account.', zh: '该快照已被删除、已过期，或属于其他账户。' },
    advice: {
      en: 'List your snapshots with `infinitio snapshots`, or make a new one while the lease runs.',
      zh: '用 `infinitio snapshots` 列出现有的快照，并在租约运行期间制作新的快照。',
    },
    notLost: { en: 'Snapshots do not change their lease.', zh: '快照不会影响制作它所用的租约。' },
  },
  'snapshot.no_store': {
    happened: {
      en: 'The operator has set neither a folder nor a bucket for snapshots (`SNAPSHOT_FOLDER`, `SNAPSHOT_S3_ENDPOINT`).',
      zh: '运营方既没有为快照设置文件夹，也没有设置存储桶（`SNAPSHOT_FOLDER`、`SNAPSHOT_S3_ENDPOINT`）。',
    },
    advice: { en: 'Copy your files with `scp` or `rsync`, or ask the operator.', zh: '用 `scp` 或 `rsync` 复制所需内容，或咨询运营方。' },
    notLost: { en: 'The lease continues. Nothing was copied or paused.', zh: '租约照常进行；没有复制或暂停任何内容。' },
  },
  'snapshot.underway': {
    happened: {
      en: 'A lease can make only one snapshot at a time, because everything in it pauses during the copy.',
      zh: '一个租约同一时间只能制作一个快照，因为制作时租约中的一切都会暂停。',
    },
    advice: { en: "Wait until it is stored or has failed. The lease's page shows the progress.", zh: '等待其存储完成或失败；租约页面会显示进度。' },
    notLost: { en: 'The first snapshot continues.', zh: '第一个快照继续制作。' },
  },
  'snapshot.not_stored': {
    happened: { en: 'The machine is still copying, or the copy failed.', zh: '机器仍在复制，或复制失败。' },
    advice: { en: 'Wait until its state is `stored`. If it failed, make a new snapshot.', zh: '等到其状态变为 `stored`。如果已失败，请另做一个。' },
    notLost: { en: 'The lease is unchanged.', zh: '没有更改租约的任何内容。' },
  },
  'snapshot.quota_exceeded': {
    happened: {
      en: 'All snapshots of an account together can use only the space that the operator allows.',
      zh: '一个账户的全部快照合计最多占用运营方所允许的空间。',
    },
    advice: { en: 'Delete snapshots that you do not need, then try again.', zh: '删除不需要的快照，然后重试。' },
    notLost: { en: 'Stored snapshots are unchanged, and the lease continues.', zh: '已存储的快照保留不变，租约照常进行。' },
  },
  'snapshot.too_large': {
    happened: {
      en: 'The data to store or unpack is larger than the disk of the lease or the space of the account.',
      zh: '要存储或解包的内容超出租约的磁盘或账户的空间。',
    },
    advice: {
      en: 'Delete caches and files that you can download again, then make the snapshot again. For a restore, rent a machine with a larger disk.',
      zh: '删除缓存和可以重新下载的内容，然后重新制作快照。要恢复时，请租用磁盘更大的机器。',
    },
    notLost: { en: 'The disk is unchanged, and the lease continues.', zh: '制作快照所用的磁盘保持原样，租约照常进行。' },
  },
  'snapshot.unreadable': {
    happened: {
      en: "The lease's user makes the copy. That user cannot read some files, or they were deleted during the copy.",
      zh: '副本由租约自身的用户制作，而有些文件连该用户也无权读取，或在读取期间消失。',
    },
    advice: {
      en: 'The log of the lease lists the files. Change their rights (`chmod u+r`) or delete them, then try again.',
      zh: '查看租约日志，其中列出了这些文件。更改其权限（`chmod u+r`）或移除它们，然后重试。',
    },
    notLost: { en: 'The disk is unchanged, and the lease continues.', zh: '磁盘保持原样，租约照常进行。' },
  },
  'snapshot.damaged': {
    happened: {
      en: 'Each piece of a snapshot is encrypted together with its position and an end mark. One piece was changed, is missing, or belongs to another copy.',
      zh: '快照的每一块都与其位置和末块标记一起加密。有一块被更改、缺失，或属于另一份副本。',
    },
    advice: {
      en: 'Restore from another snapshot. If this happened during a move, start the move again to make a new copy.',
      zh: '从另一个快照恢复。如果是迁移遇到此错误，请重新开始迁移：它会重新复制。',
    },
    notLost: {
      en: 'The old lease and its disk, if they still run. The files unpacked before the wrong piece are on the new disk but incomplete.',
      zh: '旧租约及其磁盘（如果仍在运行）。出错的那一块之前解包的内容都在，但不完整。',
    },
  },
  'snapshot.key_unusable': {
    happened: {
      en: 'The key is for another machine or another snapshot, or another wallet made the snapshot.',
      zh: '提交的密钥属于其他机器或其他快照，或该钱包不是制作这个快照的钱包。',
    },
    advice: {
      en: 'Restore with the wallet that made it. This needs a wallet that always signs the same text with the same signature.',
      zh: '用制作它的钱包恢复。如果某个钱包对同一文本每次给出的签名都不同，就无法用它生成这样的密钥。',
    },
    notLost: { en: 'The snapshot is unchanged.', zh: '快照保持原样。' },
  },
  'snapshot.archive_refused': {
    happened: {
      en: 'We check each entry before we write it. Files, folders and links inside the disk pass. Devices, paths outside the disk and rights of other users do not.',
      zh: '在写入任何内容之前，会检查每个条目：磁盘内的文件、文件夹和链接可以通过；设备、指向外部的路径和其他用户的权限不能通过。',
    },
    advice: {
      en: 'Make a new snapshot. If its machine may be hostile, do not use the unpacked files.',
      zh: '重新制作快照。如果制作它的机器可能怀有恶意，请不要使用已解包的内容。',
    },
    notLost: {
      en: "The machine and other leases, because unpacking runs as the lease's user. The new lease continues without its start script.",
      zh: '机器和其他租约：解包以租约自身的用户进行。新租约照常进行，但不运行启动脚本。',
    },
  },
  'snapshot.store_away': {
    happened: {
      en: 'The folder or bucket for snapshots did not answer, or answered with an error.',
      zh: '存放快照的文件夹或存储桶没有应答，或返回了错误。',
    },
    advice: {
      en: 'Try again in a moment. The machine tries automatically for a few minutes.',
      zh: '请稍后重试。机器会自动尝试几分钟，之后才放弃。',
    },
    notLost: { en: 'The lease, its disk and stored snapshots.', zh: '租约、其磁盘和已存储的快照。' },
  },
  'snapshot.store_refused': {
    happened: {
      en: "The operator's bucket answered a machine with 401, 403 or 404: the key cannot write, was revoked or is for another region, the clock of the web server is wrong, or the bucket does not exist. The agent's log has the answer of the storage, and never the address.",
      zh: '运营方指定的存储桶以 401、403 或 404 答复了机器：密钥无权在那里写入、已被撤销或属于其他区域，Web 服务器的时钟有误，或存储桶不存在。代理程序的日志中有存储给出的原话，但绝不含地址。',
    },
    advice: {
      en: 'As renter: copy your files with `scp` or `rsync`, and tell the operator. As operator: compare `SNAPSHOT_S3_ENDPOINT`, `_BUCKET`, `_REGION`, `_KEY_ID` and the secret file with the bucket, then make a test snapshot.',
      zh: '租户：用 `scp` 或 `rsync` 复制所需内容，并告知运营方。运营方：将 `SNAPSHOT_S3_ENDPOINT`、`_BUCKET`、`_REGION`、`_KEY_ID` 和密钥文件与存储桶核对，然后制作一个测试快照。',
    },
    notLost: {
      en: 'The lease continues with its disk. An incomplete copy does not count as a snapshot and is deleted, so it uses none of your space. Earlier snapshots are unchanged.',
      zh: '租约及其磁盘照常；未完成的部分不算快照，清理后也不占用账户的空间。此前存储的快照仍在原处。',
    },
  },
  'snapshot.interrupted': {
    happened: {
      en: "The machine's program ended, the lease ended, or the machine did not respond for too long during the copy.",
      zh: '在复制期间，机器上的程序退出、租约结束，或机器离线过久。',
    },
    advice: { en: 'Make a new snapshot. We never use an incomplete one.', zh: '制作一个新快照。不完整的快照绝不会被使用。' },
    notLost: { en: 'The disk, if the lease still runs. Older snapshots.', zh: '磁盘（如果租约仍在运行）。更早的快照。' },
  },
  'snapshot.deleted': {
    happened: {
      en: 'The machine was copying a disk when the snapshot was deleted, or its move was cancelled.',
      zh: '机器正在复制磁盘时，快照被删除，或其所属的迁移被取消。',
    },
    advice: { en: 'Make a new snapshot if you need one.', zh: '如需快照，请新建一个。' },
    notLost: { en: 'The lease continues with all its data.', zh: '租约照常进行，数据完整。' },
  },
  'snapshot.lease_settled': {
    happened: {
      en: 'The lease of this order already exists, so its machine may have started its program.',
      zh: '该订单所产生的租约已经存在，因此其机器可能已经启动了运行内容。',
    },
    advice: {
      en: 'Rent again with `--from-snapshot`, or copy files into the running lease with `rsync`.',
      zh: '用 `--from-snapshot` 重新租用，或用 `rsync` 复制到正在运行的租约中。',
    },
    notLost: { en: 'The snapshot, and the lease.', zh: '快照和租约。' },
  },
  'snapshot.order_expired': {
    happened: {
      en: 'A signed request for a snapshot is valid for one day, and it arrived later.',
      zh: '为快照签署的请求有效期为一天，而它在更晚的时候才提交。',
    },
    advice: { en: 'Sign it again.', zh: '请重新签名。' },
    notLost: { en: 'The lease continues. Nothing was copied.', zh: '租约照常进行；没有复制任何内容。' },
  },
} satisfies ErrorPages
