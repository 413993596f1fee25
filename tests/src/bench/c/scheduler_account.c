/* SPDX-License-Identifier: Apache-2.0 OR MIT OR GPL-2.0
 *
 * The scheduler account of dev.jebpf.probes (SchedulerAccount, SchedulerNotes, SleepReasons, ThreadLifecycle,
 * HotSpotThread, Descriptors, Threads) once more in C, statement for statement, so that the code of
 * our compiler can be measured against that of clang. A fixture of the benchmark `compiler`; nothing
 * ships it.
 *
 * Compiled with -O2 -target bpf against a vmlinux.h of the running kernel, so that, as in our own
 * programs, offsets are constants without relocation. What is a final field there is a -D here.
 * The extern data below are the very maps our programs use: the loader fills in their addresses.
 */
#include "vmlinux.h"

#define SEC(name) __attribute__((section(name), used))
#define INLINE static inline __attribute__((always_inline))

typedef long long s64_t;

static void *(*lookup)(void *map, const void *key) = (void *)1;
static s64_t (*ktime_get_ns)(void) = (void *)5;
static long (*read_user)(void *to, __u32 size, const void *from) = (void *)112;
static long (*read_kernel)(void *to, __u32 size, const void *from) = (void *)113;
static void *(*ring_reserve)(void *ring, __u64 size, __u64 flags) = (void *)131;
static void (*ring_submit)(void *entry, __u64 flags) = (void *)132;
static struct task_struct *(*current_task)(void) = (void *)158;
static struct pt_regs *(*task_pt_regs)(struct task_struct *task) = (void *)175;

extern void *bpf_rdonly_cast(const void *address, __u32 type) __attribute__((section(".ksyms")));

struct slot {
  s64_t version, state[16], waker, voluntary, started, span, attach_gap, unused[2];
  s64_t tid, out_since;
  int reason, last_sleep;
  s64_t woken_at, waker_next, syscall, entered_at, argument;
  s64_t tls_address, hotspot_thread, osthread, java_thread, unused_too[4];
};

struct table {
  signed char syscall_class[512], operation[512];
  s64_t threshold[16], attached_at;
};

struct header {
  int kind, size;
  s64_t tid, java_thread, span, waker, start, duration, result;
};

struct started {
  struct header header;
  char comm[16];
};

struct ended {
  struct header header;
  s64_t version, voluntary, attach_gap, state[16];
  char comm[16];
};

struct losses {
  s64_t slots_exhausted, switches_unaccounted;
};

struct totals {
  s64_t count, errors, bytes, nanos, dropped;
};

struct map;
extern struct slot slots[SLOTS];
extern struct table probe_table[1];
extern struct map losses, totals, ring;

enum { PREEMPTED, WOKEN, THROTTLED, LOCK, WAIT, PARK, SLEEP, VM, FILES, DISK, NETWORK, POLL, PIPE, FAULT, STOPPED, OTHER };
enum { CLASS_NONE, CLASS_FUTEX, CLASS_SLEEP, CLASS_MEMORY, CLASS_PATH, CLASS_DESCRIPTOR, CLASS_CLOSE, CLASS_SOCKET, CLASS_POLL, CLASS_SELECT, CLASS_POLL_FEW, CLASS_RESTART };
enum { THREAD_STARTED = 1, THREAD_ENDED = 2 };

/* Threads, Totals, Losses */

INLINE int traced(struct task_struct *task) { return task->tgid == TGID; }

INLINE struct slot *find(int tid) {
  for (int i = 0; i < 8; i++) {
    struct slot *slot = &slots[(tid + i * (SLOTS / 8 | 1)) & (SLOTS - 1)];
    if (slot->tid == tid)
      return slot;
  }
  return 0;
}

INLINE struct slot *claim(int tid) {
  for (int i = 0; i < 8; i++) {
    struct slot *slot = &slots[(tid + i * (SLOTS / 8 | 1)) & (SLOTS - 1)];
    if (slot->tid == 0 && __sync_val_compare_and_swap(&slot->tid, 0, (s64_t)tid) == 0)
      return slot;
  }
  return 0;
}

INLINE void count(int kind, s64_t nanos) {
  struct totals *row = lookup(&totals, &kind);
  if (row) {
    __sync_fetch_and_add(&row->count, 1);
    __sync_fetch_and_add(&row->nanos, nanos);
    __sync_fetch_and_add(&row->bytes, 0);
  }
}

INLINE void dropped(int kind) {
  struct totals *row = lookup(&totals, &kind);
  if (row)
    __sync_fetch_and_add(&row->dropped, 1);
}

INLINE void slot_exhausted(void) {
  int zero = 0;
  struct losses *mine = lookup(&losses, &zero);
  if (mine)
    __sync_fetch_and_add(&mine->slots_exhausted, 1);
}

INLINE void switch_unaccounted(void) {
  int zero = 0;
  struct losses *mine = lookup(&losses, &zero);
  if (mine)
    __sync_fetch_and_add(&mine->switches_unaccounted, 1);
}

/* Interrupts */

INLINE int serving(struct task_struct *current) {
#ifdef PREEMPT_COUNT
  s64_t run_queue = (s64_t)current->se.cfs_rq->rq;
  struct kref *count = bpf_rdonly_cast((void *)(run_queue + PREEMPT_COUNT), KREF_TYPE);
  return count->refcount.refs.counter & 0x00ff0100;
#else
  return 0;
#endif
}

INLINE int acting(void) {
  struct task_struct *current = current_task();
  return serving(current) ? 0 : current->pid;
}

/* HotSpotThread */

INLINE s64_t user_long(s64_t address) {
  s64_t value = 0;
  return read_user(&value, sizeof(value), (void *)address) ? 0 : value;
}

INLINE int user_int(s64_t address) {
  int value = 0;
  return read_user(&value, sizeof(value), (void *)address) ? 0 : value;
}

INLINE s64_t locate(struct task_struct *current) {
  s64_t dtv = user_long((s64_t)current->thread.fsbase + 8);
  s64_t block = user_long(dtv + DTV_INDEX * 16);
  return dtv == 0 || block == 0 || block == -1 ? 0 : block + TLS_OFFSET;
}

INLINE s64_t owner_id(s64_t thread) { return user_long(thread + MONITOR_OWNER_ID); }

INLINE void note(s64_t thread, struct slot *slot) {
  s64_t vtable = user_long(thread);
  int plain = vtable == JAVA_THREAD_VTABLE;
  s64_t osthread = plain ? user_long(thread + THREAD_OSTHREAD) : 0;
  s64_t java_thread = plain ? owner_id(thread) : 0;
  int ready = plain ? osthread != 0 && java_thread != 0 : vtable != 0;
  slot->osthread = ready ? osthread : 0;
  slot->java_thread = java_thread;
  slot->hotspot_thread = ready ? thread : 0;
}

INLINE s64_t identify(struct task_struct *current, struct slot *slot) {
  s64_t variable = slot->tls_address;
  if (variable == 0) {
    variable = locate(current);
    slot->tls_address = variable;
  }
  s64_t thread = user_long(variable);
  if (thread != slot->hotspot_thread)
    note(thread, slot);
  return thread;
}

INLINE s64_t java_thread(struct task_struct *current, struct slot *slot) {
  s64_t thread = identify(current, slot);
  return thread != 0 && slot->osthread != 0 ? owner_id(thread) : 0;
}

INLINE int within(s64_t thread, s64_t futex) { return futex >= thread && futex < thread + JAVA_THREAD_SIZE; }

INLINE int condition_state(s64_t thread, s64_t futex) {
  if (within(thread, futex))
    return PARK;
  if (SLEEP_EVENT < 0)
    return SLEEP;
  s64_t event = user_long(thread + SLEEP_EVENT);
  return futex >= event && futex < event + SLEEP_EVENT_SIZE ? SLEEP : VM;
}

INLINE int java_state(s64_t thread, s64_t osthread, s64_t futex) {
  int state = user_int(osthread + OSTHREAD_STATE);
  if (state == CONDVAR_WAIT_STATE)
    return condition_state(thread, futex);
  if (state == MONITOR_WAIT_STATE)
    return LOCK;
  if (state == OBJECT_WAIT_STATE)
    return WAIT;
  return user_int(thread + JAVA_THREAD_STATE) == THREAD_IN_NATIVE ? OTHER : VM;
}

INLINE int futex_state(struct task_struct *current, struct slot *slot, s64_t futex) {
  if (slot->osthread != 0 && within(slot->hotspot_thread, futex))
    return PARK;
  s64_t thread = identify(current, slot);
  if (thread == 0)
    return OTHER;
  s64_t osthread = slot->osthread;
  return osthread == 0 ? VM : java_state(thread, osthread, futex);
}

/* Descriptors, SleepReasons */

INLINE int on_file(struct task_struct *task) { return task->in_iowait ? DISK : FILES; }

INLINE int on_descriptor(struct task_struct *task, int descriptor) {
  struct fdtable *files = task->files->fdt;
  s64_t address = 0;
  if (descriptor >= 0 && descriptor < (int)files->max_fds) {
    s64_t value = 0;
    address = read_kernel(&value, sizeof(value), (void *)((s64_t)files->fd + (s64_t)descriptor * 8)) ? 0 : value;
  }
  struct file *file = bpf_rdonly_cast((void *)address, FILE_TYPE);
  int type = file->f_inode->i_mode & 0xf000;
  if (type == 0xc000)
    return NETWORK;
  return type == 0x8000 || type == 0x4000 || type == 0x6000 ? on_file(task) : PIPE;
}

INLINE int polling(struct task_struct *task, struct pt_regs *regs) {
  int descriptors = (int)regs->si;
  if (descriptors > 1)
    return POLL;
  return descriptors == 0 ? SLEEP : on_descriptor(task, user_int((s64_t)regs->di));
}

INLINE int fixed(int syscall_class) {
  if (syscall_class == CLASS_SOCKET)
    return NETWORK;
  if (syscall_class == CLASS_POLL)
    return POLL;
  if (syscall_class == CLASS_SLEEP)
    return SLEEP;
  return syscall_class == CLASS_MEMORY ? VM : OTHER;
}

INLINE int in_system_call(struct task_struct *task, struct slot *slot, struct pt_regs *regs, int syscall_class) {
  if (syscall_class == CLASS_FUTEX)
    return futex_state(task, slot, (s64_t)regs->di);
  if (syscall_class == CLASS_DESCRIPTOR)
    return on_descriptor(task, (int)regs->di);
  if (syscall_class == CLASS_POLL_FEW)
    return polling(task, regs);
  if (syscall_class == CLASS_PATH || syscall_class == CLASS_CLOSE)
    return on_file(task);
  if (syscall_class == CLASS_SELECT)
    return (int)regs->di == 0 ? SLEEP : POLL;
  if (syscall_class == CLASS_RESTART)
    return slot->last_sleep;
  return fixed(syscall_class);
}

INLINE int frozen(struct task_struct *task, s64_t task_state) { return (task_state & 1) != 0 && task->frozen; }

INLINE int sleeping(struct task_struct *task, struct slot *slot, s64_t task_state) {
  if ((task_state & 0x800c) != 0 || frozen(task, task_state))
    return STOPPED;
  struct pt_regs *regs = task_pt_regs(task);
  s64_t number = (s64_t)regs->orig_ax;
  if (number < 0)
    return FAULT;
  if (number >= 512)
    return OTHER;
  return in_system_call(task, slot, regs, probe_table[0].syscall_class[(int)number & 511]);
}

INLINE int runnable(struct task_struct *task) {
#ifdef TASK_THROTTLED
  return task->throttled ? THROTTLED : PREEMPTED;
#else
  return task->se.cfs_rq->throttle_count > 0 ? THROTTLED : PREEMPTED;
#endif
}

/* ThreadLifecycle */

INLINE void announce(struct task_struct *task, s64_t now, int has_slot) {
  struct started *entry = ring_reserve(&ring, sizeof(*entry), 0);
  if (!entry) {
    dropped(THREAD_STARTED);
    return;
  }
  struct task_struct *creator = current_task();
  struct slot *creators = find(creator->pid);
  entry->header.kind = THREAD_STARTED;
  entry->header.size = sizeof(*entry);
  entry->header.tid = task->pid;
  entry->header.java_thread = creators ? java_thread(creator, creators) : 0;
  entry->header.span = creators ? creators->span : 0;
  entry->header.waker = creator->pid;
  entry->header.start = now;
  entry->header.duration = 0;
  entry->header.result = has_slot;
  read_kernel(entry->comm, 16, task->comm);
  ring_submit(entry, 0);
}

INLINE void thread_started(struct task_struct *task, s64_t now) {
  struct slot *slot = claim(task->pid);
  if (!slot) {
    slot_exhausted();
  } else {
    slot->reason = WOKEN;
    slot->started = now;
    slot->out_since = now;
  }
  count(THREAD_STARTED, 0);
  announce(task, now, slot ? 1 : 0);
}

INLINE void release(struct slot *slot) {
  slot->version = 0;
  slot->waker = 0;
  slot->voluntary = 0;
  slot->started = 0;
  slot->span = 0;
  slot->attach_gap = 0;
  slot->out_since = 0;
  slot->reason = 0;
  slot->last_sleep = 0;
  slot->woken_at = 0;
  slot->waker_next = 0;
  slot->syscall = 0;
  slot->entered_at = 0;
  slot->argument = 0;
  slot->tls_address = 0;
  slot->hotspot_thread = 0;
  slot->osthread = 0;
  slot->java_thread = 0;
  *(volatile s64_t *)&slot->tid = 0;
}

INLINE void thread_ended(struct task_struct *task, struct slot *slot, s64_t now) {
  count(THREAD_ENDED, now - slot->started);
  struct ended *entry = ring_reserve(&ring, sizeof(*entry), 0);
  if (!entry) {
    dropped(THREAD_ENDED);
    slot->out_since = now;
    slot->tid = -task->pid;
    return;
  }
  entry->header.kind = THREAD_ENDED;
  entry->header.size = sizeof(*entry);
  entry->header.tid = task->pid;
  entry->header.java_thread = slot->java_thread;
  entry->header.span = slot->span;
  entry->header.waker = slot->waker;
  entry->header.start = slot->started;
  entry->header.duration = now - slot->started;
  entry->header.result = task->exit_code;
  entry->version = slot->version;
  entry->voluntary = slot->voluntary;
  entry->attach_gap = slot->attach_gap;
#pragma clang loop unroll(disable)
  for (int word = 0; word < 16; word++) {
    entry->state[word] = slot->state[word];
    slot->state[word] = 0;
  }
  read_kernel(entry->comm, 16, task->comm);
  ring_submit(entry, 0);
  release(slot);
}

/* SchedulerAccount */

INLINE struct slot *adopt(struct task_struct *task, s64_t now) {
  struct slot *slot = claim(task->pid);
  if (slot) {
    s64_t attached = probe_table[0].attached_at;
    slot->started = (s64_t)task->start_time < attached ? attached : now;
  }
  return slot;
}

INLINE s64_t between(s64_t moment, s64_t out, s64_t now) {
  s64_t at_most = moment < now ? moment : now;
  return at_most > out ? at_most : out;
}

INLINE void book(struct slot *slot, s64_t out, s64_t woken, s64_t now) {
  volatile s64_t *version = &slot->version; /* stays in order, as in Java's compiler */
  int reason = slot->reason & 15;
  s64_t before = *version;
  *version = before + 1;
  if (reason <= THROTTLED) {
    slot->state[reason] += now - out;
  } else {
    s64_t until = between(woken, out, now);
    slot->state[reason] += until - out;
    slot->state[WOKEN] += now - until;
    slot->waker = slot->waker_next;
    slot->voluntary++;
  }
  slot->woken_at = 0;
  slot->waker_next = 0;
  slot->out_since = 0;
  *version = before + 2;
}

INLINE s64_t moment(struct task_struct *task, s64_t noted, s64_t now) {
  return now - ((s64_t)task->se.cfs_rq->rq->clock - noted);
}

INLINE void arrive_if_unseen(struct task_struct *task, struct slot *slot, s64_t now) {
  s64_t out = slot->out_since;
  if (out != 0) {
    s64_t arrived = between(moment(task, (s64_t)task->sched_info.last_arrival, now), out, now);
    s64_t woken = slot->woken_at;
    book(slot, out, woken != 0 ? woken : arrived, arrived);
  }
}

INLINE struct slot *found(struct task_struct *task, s64_t now) {
  struct slot *slot = adopt(task, now);
  if (slot) {
    s64_t arrived = moment(task, (s64_t)task->sched_info.last_arrival, now);
    if (arrived > slot->started) {
      slot->attach_gap = arrived - slot->started;
      slot->version = 2;
    }
  }
  return slot;
}

INLINE void switched_out(struct task_struct *task, int preempt, int task_state, s64_t now) {
  struct slot *slot = find(task->pid);
  if (!slot) {
    slot = found(task, now);
    if (!slot)
      return;
  }
  arrive_if_unseen(task, slot, now);
  if (task_state == 0x80) {
    thread_ended(task, slot, now);
    return;
  }
  if (preempt || task_state == 0 || task->__state == 0) {
    slot->reason = runnable(task);
  } else {
    int reason = sleeping(task, slot, task_state);
    slot->reason = reason;
    if (reason != STOPPED)
      slot->last_sleep = reason;
  }
  slot->out_since = now;
}

INLINE void awake(struct task_struct *task, s64_t now) {
  struct slot *slot = adopt(task, now);
  if (!slot) {
    switch_unaccounted();
    return;
  }
  slot->attach_gap = now - slot->started;
  slot->version = 2;
}

INLINE void switched_in(struct task_struct *task, s64_t now) {
  struct slot *slot = find(task->pid);
  if (!slot) {
    awake(task, now);
    return;
  }
  s64_t out = slot->out_since;
  if (out != 0) {
    s64_t woken = slot->woken_at;
    if (woken == 0 && task->sched_info.last_queued != 0)
      woken = moment(task, (s64_t)task->sched_info.last_queued, now);
    book(slot, out, woken, now > out ? now : out);
  }
}

SEC("sched_switch")
int on_switch(unsigned long long *arguments) {
  struct task_struct *prev = (void *)arguments[1], *next = (void *)arguments[2];
  int out = traced(prev), in = traced(next);
  if (out || in) {
    s64_t now = ktime_get_ns();
    if (out)
      switched_out(prev, (int)arguments[0] & 1, (int)arguments[3], now);
    if (in)
      switched_in(next, now);
  }
  return 0;
}

SEC("sched_waking")
int on_waking(unsigned long long *arguments) {
  struct task_struct *task = (void *)arguments[0];
  if (!traced(task))
    return 0;
  struct slot *slot = find(task->pid);
  if (slot && slot->out_since != 0 && slot->woken_at == 0) {
    slot->woken_at = ktime_get_ns();
    slot->waker_next = acting();
  }
  return 0;
}

SEC("task_newtask")
int on_new_task(unsigned long long *arguments) {
  struct task_struct *task = (void *)arguments[0];
  if (traced(task))
    thread_started(task, ktime_get_ns());
  return 0;
}
