# frozen_string_literal: true

# Sidekiq in its fast configuration, that of its own bin/sidekiqload: 10 threads, hiredis, bulk pushes of 1,000, one process.
# Speaks the lines of docs/performance.md: ready, go, started, result; counted inside the handler.
require 'json'

JOB = { 'queues' => 1, 'senders' => 1, 'workers' => 1, 'payload' => 100, 'handler' => 'noop' }.merge(JSON.parse(ARGV.fetch(0)))
WORKING = JOB['verb'] == 'work'
require 'sidekiq'
require 'sidekiq/cli' if WORKING # what makes it a server
require 'sidekiq/launcher' if WORKING
require 'redis/connection/hiredis'
Redis.silence_deprecations = true # thousands of lines would be measured

THREADS = JOB['workers'] > 1 ? JOB['workers'] : 10
NAMES = JOB['queues'] == 1 ? ['default'] : Array.new(JOB['queues']) { |i| "q#{i}" }
TEXT = 'x' * JOB['payload']

def now = Process.clock_gettime(Process::CLOCK_MONOTONIC, :nanosecond)

def say(report)
  $stdout.puts(JSON.generate(report))
  $stdout.flush
end

# How many ran, when, and how long they waited.
class Tally
  attr_reader :done

  def initialize
    @lock = Mutex.new
    @ran = @first = @last = 0
    @waits = []
    @done = Queue.new
  end

  def count(wait = nil)
    moment = now
    @lock.synchronize do
      @waits << (moment - wait) if wait
      @ran += 1
      @first = moment if @ran == 1
      if @ran == JOB['tasks']
        @last = moment
        @done << true
      end
    end
  end

  def report(start)
    all = { event: 'result', ran: @ran, start_ns: start, first_ns: @first, last_ns: @last.zero? ? now : @last }
    all.merge(Tally.percentiles(@waits))
  end

  def self.percentiles(waits)
    return {} if waits.empty?

    sorted = waits.sort
    at = ->(share) { sorted[[(sorted.size * share).ceil - 1, 0].max] / 1e6 }
    { p50_ms: at.call(0.5), p99_ms: at.call(0.99) }
  end
end

TALLY = Tally.new

# A fixed amount of computing, 10 ms of a core that has nothing else to do.
module Burner
  def self.spin(steps)
    value = 88_172_645
    steps.times do
      value ^= (value << 13) & 0xFFFFFFFF
      value ^= value >> 17
    end
    value
  end

  def self.calibrate
    sample = 100_000
    best = Array.new(5) { before = now; spin(sample); now - before }.min
    (sample * 10e6 / best).to_i
  end

  STEPS = JOB['handler'] == 'burn' ? calibrate : 0

  def self.burn = spin(STEPS)
end

class Run
  include Sidekiq::Worker
  sidekiq_options retry: 3, queue: NAMES[0]

  def perform(text)
    case JOB['handler']
    when 'stamped' then return TALLY.count(text[0, 16].to_i(16))
    when 'wait' then sleep 0.001
    when 'burn' then Burner.burn
    end
    TALLY.count unless text.empty?
  end
end

redis = { url: "redis://#{JOB['redis']}/0", driver: :hiredis }
Sidekiq.logger.level = Logger::ERROR
if WORKING
  Sidekiq.configure_server { |config| config.redis = redis.merge(size: THREADS + 10) }
  Sidekiq.options[:concurrency] = THREADS
  Sidekiq.options[:queues] = NAMES
  Sidekiq.options[:timeout] = 2
else
  Sidekiq.configure_client { |config| config.redis = redis.merge(size: JOB['senders'] + 2) }
end
Sidekiq.redis(&:ping)

def bulk(texts, queue)
  Sidekiq::Client.push_bulk('class' => Run, 'args' => texts.map { |text| [text] }, 'queue' => queue)
end

def sent(count, start) = { event: 'result', ran: count, start_ns: start, first_ns: start, last_ns: now }

def produce
  start = now
  left = JOB['tasks']
  turn = 0
  while left.positive?
    size = [1000, left].min
    bulk([TEXT] * size, NAMES[turn % NAMES.size])
    left -= size
    turn += 1
  end
  sent(JOB['tasks'], start)
end

def send_singly
  numbers = Queue.new
  JOB['tasks'].times { |i| numbers << i }
  numbers.close
  waits = Queue.new
  start = now
  Array.new(JOB['senders']) do
    Thread.new do
      while (number = numbers.pop)
        before = now
        Sidekiq::Client.push('class' => Run, 'args' => [TEXT], 'queue' => NAMES[number % NAMES.size])
        waits << (now - before)
      end
    end
  end.each(&:join)
  sent(JOB['tasks'], start).merge(Tally.percentiles(Array.new(waits.size) { waits.pop }))
end

def pace
  per = 1e9 / JOB['rate']
  filler = 'x' * [0, JOB['payload'] - 16].max
  start = now
  say(event: 'started', start_ns: start)
  done = 0
  while done < JOB['tasks'] && !$stopping
    due = [JOB['tasks'], ((now - start) / per).to_i].min
    if due == done
      sleep 0.0005
      next
    end
    size = [1000, due - done].min
    bulk(Array.new(size) { |i| format('%016x', JOB['rate'] <= 1000 ? now : (start + ((done + i) * per)).to_i) + filler }, NAMES[0])
    done += size
  end
  sent(done, start)
end

def work
  start = now
  launcher = Sidekiq::Launcher.new(Sidekiq.options)
  launcher.run
  say(event: 'started', start_ns: now)
  TALLY.done.pop
  report = TALLY.report(start)
  launcher.quiet
  report
end

$stopping = false
go = Queue.new
Thread.new do
  while (line = $stdin.gets)
    case line.strip
    when 'go' then go << true
    when 'stop'
      $stopping = true
      TALLY.done << true
    end
  end
  exit!(0)
end
say(event: 'ready')
while go.pop
  say({ 'produce' => method(:produce), 'send' => method(:send_singly), 'pace' => method(:pace), 'work' => method(:work) }
    .fetch(JOB['verb']).call)
end
