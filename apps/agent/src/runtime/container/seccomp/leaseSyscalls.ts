/**
 * The system calls that a lease may make with any arguments, by purpose. The engine ignores names that this machine's kernel or processor lacks. Left
 * out on purpose: kernel keys, BPF, performance counters, io_uring, userfaultfd, mounts, namespaces, modules, the clock, raw ports.
 */
export const leaseSyscalls = {
  files: [
    ...['access', 'chdir', 'chmod', 'chown', 'creat', 'faccessat', 'faccessat2', 'fchdir', 'fchmod', 'fchmodat', 'fchmodat2', 'fchown', 'fchownat'],
    ...['fstat', 'fstatfs', 'futimesat', 'getcwd', 'getdents', 'getdents64', 'lchown', 'link', 'linkat', 'lstat', 'mkdir', 'mkdirat', 'mknod'],
    ...['mknodat', 'newfstatat', 'open', 'openat', 'openat2', 'readlink', 'readlinkat', 'rename', 'renameat', 'renameat2', 'rmdir', 'stat', 'statfs'],
    ...['statx', 'symlink', 'symlinkat', 'truncate', 'umask', 'unlink', 'unlinkat', 'utime', 'utimensat', 'utimes'],
  ],
  attributes: [
    ...['fgetxattr', 'flistxattr', 'fremovexattr', 'fsetxattr', 'getxattr', 'getxattrat', 'lgetxattr', 'listxattr', 'listxattrat', 'llistxattr'],
    ...['lremovexattr', 'lsetxattr', 'removexattr', 'removexattrat', 'setxattr', 'setxattrat'],
  ],
  reading: [
    ...['cachestat', 'close', 'close_range', 'copy_file_range', 'dup', 'dup2', 'dup3', 'fadvise64', 'fallocate', 'fcntl', 'fdatasync', 'flock'],
    ...[
      'fsync',
      'ftruncate',
      'ioctl',
      'lseek',
      'pipe',
      'pipe2',
      'pread64',
      'preadv',
      'preadv2',
      'pwrite64',
      'pwritev',
      'pwritev2',
      'read',
      'readahead',
    ],
    ...['readv', 'sendfile', 'splice', 'sync', 'sync_file_range', 'syncfs', 'tee', 'write', 'writev'],
    ...['io_cancel', 'io_destroy', 'io_getevents', 'io_pgetevents', 'io_setup', 'io_submit'],
  ],
  waiting: [
    ...['epoll_create', 'epoll_create1', 'epoll_ctl', 'epoll_pwait', 'epoll_pwait2', 'epoll_wait', 'eventfd', 'eventfd2', 'inotify_add_watch'],
    ...['inotify_init', 'inotify_init1', 'inotify_rm_watch', 'poll', 'ppoll', 'pselect6', 'select', 'signalfd', 'signalfd4'],
  ],
  /** `mbind` and similar calls choose the memory near a GPU; they affect only the calling process. */
  memory: [
    ...[
      'brk',
      'get_mempolicy',
      'madvise',
      'map_shadow_stack',
      'mbind',
      'memfd_create',
      'memfd_secret',
      'mincore',
      'mlock',
      'mlock2',
      'mlockall',
      'mmap',
    ],
    ...['mprotect', 'mremap', 'mseal', 'msync', 'munlock', 'munlockall', 'munmap', 'pkey_alloc', 'pkey_free', 'pkey_mprotect', 'remap_file_pages'],
    ...['set_mempolicy', 'set_mempolicy_home_node'],
  ],
  /**
   * `process_vm_readv`, `pidfd_getfd` and `ptrace` reach processes of the same user in the same container. GPU libraries share buffers with them, and
   * debuggers need them.
   */
  processes: [
    ...[
      'arch_prctl',
      'capget',
      'capset',
      'execve',
      'execveat',
      'exit',
      'exit_group',
      'fork',
      'getpgid',
      'getpgrp',
      'getpid',
      'getppid',
      'getpriority',
    ],
    ...['getrlimit', 'getrusage', 'getsid', 'gettid', 'ioprio_get', 'ioprio_set', 'kill', 'pidfd_getfd', 'pidfd_open', 'pidfd_send_signal', 'prctl'],
    ...['prlimit64', 'process_mrelease', 'process_vm_readv', 'process_vm_writev', 'ptrace', 'rseq', 'set_tid_address', 'setpgid', 'setpriority'],
    ...['setrlimit', 'setsid', 'tgkill', 'tkill', 'vfork', 'wait4', 'waitid'],
  ],
  restrictingItself: ['landlock_add_rule', 'landlock_create_ruleset', 'landlock_restrict_self', 'seccomp'],
  threads: ['futex', 'futex_requeue', 'futex_wait', 'futex_waitv', 'futex_wake', 'get_robust_list', 'membarrier', 'set_robust_list'],
  scheduling: [
    ...['getcpu', 'sched_get_priority_max', 'sched_get_priority_min', 'sched_getaffinity', 'sched_getattr', 'sched_getparam', 'sched_getscheduler'],
    ...['sched_rr_get_interval', 'sched_setaffinity', 'sched_setattr', 'sched_setparam', 'sched_setscheduler', 'sched_yield'],
  ],
  signals: [
    ...['pause', 'restart_syscall', 'rt_sigaction', 'rt_sigpending', 'rt_sigprocmask', 'rt_sigqueueinfo', 'rt_sigreturn', 'rt_sigsuspend'],
    ...['rt_sigtimedwait', 'rt_tgsigqueueinfo', 'sigaltstack'],
  ],
  time: [
    ...['alarm', 'clock_getres', 'clock_gettime', 'clock_nanosleep', 'getitimer', 'gettimeofday', 'nanosleep', 'setitimer', 'time', 'timer_create'],
    ...['timer_delete', 'timer_getoverrun', 'timer_gettime', 'timer_settime', 'timerfd_create', 'timerfd_gettime', 'timerfd_settime', 'times'],
  ],
  users: [
    ...['getegid', 'geteuid', 'getgid', 'getgroups', 'getresgid', 'getresuid', 'getuid', 'setfsgid', 'setfsuid', 'setgid', 'setgroups', 'setregid'],
    ...['setresgid', 'setresuid', 'setreuid', 'setuid'],
  ],
  /** Calls that make a socket are not in this list. `leaseSeccomp` adds them, because they are allowed only for some kinds of sockets. */
  sockets: [
    ...['accept', 'accept4', 'bind', 'connect', 'getpeername', 'getsockname', 'getsockopt', 'listen', 'recvfrom', 'recvmmsg', 'recvmsg', 'sendmmsg'],
    ...['sendmsg', 'sendto', 'setsockopt', 'shutdown'],
  ],
  sharing: [
    ...['mq_getsetattr', 'mq_notify', 'mq_open', 'mq_timedreceive', 'mq_timedsend', 'mq_unlink', 'msgctl', 'msgget', 'msgrcv', 'msgsnd', 'semctl'],
    ...['semget', 'semop', 'semtimedop', 'shmat', 'shmctl', 'shmdt', 'shmget'],
  ],
  system: ['getrandom', 'sysinfo', 'uname'],
} as const satisfies Record<string, readonly string[]>
