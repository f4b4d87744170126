/**
 * The algorithms of both SSH servers, preferred first. None is open to the Terrapin attack (CVE-2023-48795), so that clients without strict key
 * exchange are safe too: no chacha20-poly1305, no CBC, no encrypt-then-MAC. Also no SHA-1; no compression, because a small packet could unpack
 * to a large one before sign-in; and no large groups, whose handshakes would overload the server (ADR 42).
 */
export const sshAlgorithms = {
  kex: [
    ...(['curve25519-sha256', 'curve25519-sha256@libssh.org', 'ecdh-sha2-nistp256', 'ecdh-sha2-nistp384', 'ecdh-sha2-nistp521'] as const),
    'diffie-hellman-group14-sha256',
  ],
  cipher: ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'aes256-ctr', 'aes192-ctr', 'aes128-ctr'],
  hmac: ['hmac-sha2-256', 'hmac-sha2-512'],
  compress: ['none'],
} as const
