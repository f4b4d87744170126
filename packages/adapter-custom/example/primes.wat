;; An adapter that counts the primes below a number. Its parameters are that number in decimal digits. `split` divides the numbers below it, `run` counts the
;; primes of one portion, and `merge` adds the counts.
(module
  (import "infinitio" "write" (func $write (param i32 i32)))
  (import "infinitio" "part_count" (func $part_count (result i32)))
  (import "infinitio" "part_size" (func $part_size (param i32) (result i32)))
  (import "infinitio" "read_part" (func $read_part (param i32 i32 i32 i32)))
  (memory 1)

  ;; Memory: digits of a text from 0; the length of a portion at 64, its first number at 68, and the number after its last one at 76; a count at 128.

  ;; Reads the number in the parameters, which are part 0 of each call. Traps if they are anything but digits.
  (func $below (result i64)
    (local $at i32) (local $size i32) (local $digit i32) (local $number i64)
    (local.set $size (call $part_size (i32.const 0)))
    (if (i32.or (i32.eqz (local.get $size)) (i32.gt_u (local.get $size) (i32.const 15))) (then (unreachable)))
    (call $read_part (i32.const 0) (i32.const 0) (i32.const 0) (local.get $size))
    (loop $digits
      (local.set $digit (i32.sub (i32.load8_u (local.get $at)) (i32.const 48)))
      (if (i32.gt_u (local.get $digit) (i32.const 9)) (then (unreachable)))
      (local.set $number (i64.add (i64.mul (local.get $number) (i64.const 10)) (i64.extend_i32_u (local.get $digit))))
      (br_if $digits (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (local.get $size))))
    (local.get $number))

  ;; Writes one portion for each of `most` equal ranges: its length, and its two numbers.
  (func (export "split") (param $most i64)
    (local $at i64) (local $below i64)
    (local.set $below (call $below))
    (i32.store (i32.const 64) (i32.const 16))
    (loop $portions
      (i64.store (i32.const 68) (i64.div_u (i64.mul (local.get $below) (local.get $at)) (local.get $most)))
      (local.set $at (i64.add (local.get $at) (i64.const 1)))
      (i64.store (i32.const 76) (i64.div_u (i64.mul (local.get $below) (local.get $at)) (local.get $most)))
      (call $write (i32.const 64) (i32.const 20))
      (br_if $portions (i64.lt_u (local.get $at) (local.get $most)))))

  (func $is_prime (param $number i64) (result i32)
    (local $divisor i64)
    (if (i64.lt_u (local.get $number) (i64.const 2)) (then (return (i32.const 0))))
    (local.set $divisor (i64.const 2))
    (loop $divisors
      (if (i64.gt_u (i64.mul (local.get $divisor) (local.get $divisor)) (local.get $number)) (then (return (i32.const 1))))
      (if (i64.eqz (i64.rem_u (local.get $number) (local.get $divisor))) (then (return (i32.const 0))))
      (local.set $divisor (i64.add (local.get $divisor) (i64.const 1)))
      (br $divisors))
    (unreachable))

  ;; Counts the primes of a portion, which is part 1 of this call.
  (func (export "run") (param $portion i64)
    (local $number i64) (local $end i64) (local $count i64)
    (call $read_part (i32.const 1) (i32.const 0) (i32.const 68) (i32.const 16))
    (local.set $number (i64.load (i32.const 68)))
    (local.set $end (i64.load (i32.const 76)))
    (block $done
      (loop $numbers
        (br_if $done (i64.ge_u (local.get $number) (local.get $end)))
        (local.set $count (i64.add (local.get $count) (i64.extend_i32_u (call $is_prime (local.get $number)))))
        (local.set $number (i64.add (local.get $number) (i64.const 1)))
        (br $numbers)))
    (i64.store (i32.const 128) (local.get $count))
    (call $write (i32.const 128) (i32.const 8)))

  ;; Adds the counts, which are the parts from 1 on, and writes the sum in decimal digits and a line end.
  (func (export "merge")
    (local $part i32) (local $sum i64) (local $at i32)
    (local.set $part (i32.const 1))
    (block $done
      (loop $parts
        (br_if $done (i32.ge_u (local.get $part) (call $part_count)))
        (call $read_part (local.get $part) (i32.const 0) (i32.const 128) (i32.const 8))
        (local.set $sum (i64.add (local.get $sum) (i64.load (i32.const 128))))
        (local.set $part (i32.add (local.get $part) (i32.const 1)))
        (br $parts)))
    (local.set $at (i32.const 31))
    (i32.store8 (local.get $at) (i32.const 10))
    (loop $digits
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (i32.store8 (local.get $at) (i32.add (i32.const 48) (i32.wrap_i64 (i64.rem_u (local.get $sum) (i64.const 10)))))
      (local.set $sum (i64.div_u (local.get $sum) (i64.const 10)))
      (br_if $digits (i64.ne (local.get $sum) (i64.const 0))))
    (call $write (local.get $at) (i32.sub (i32.const 32) (local.get $at)))))
