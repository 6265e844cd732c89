package emanet.http;

import emanet.fault.Fault;
import emanet.fault.FaultException;
import emanet.fault.Refusal;
import emanet.values.Caller;
import emanet.values.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/// The table route × method × role, and the order of checks over it: token, then what cannot be
/// read, then role, then the rest.
public final class Routes {
  private final Refusals refusals;
  private final UnaryOperator<Caller> bounds;
  private final Map<String, Map<Method, Entry>> table = new LinkedHashMap<>();

  public Routes(Refusals refusals) {
    this(refusals, caller -> caller);
  }

  /// @param bounds leaves a caller whose token names several roles those that it is granted; asked
  ///   for such only, since one role is either granted or not, which every room checks
  public Routes(Refusals refusals, UnaryOperator<Caller> bounds) {
    this.refusals = refusals;
    this.bounds = bounds;
  }

  /// One line of the table.
  ///
  /// @param roles who may call it; empty for everyone, without a token
  /// @param always whether it is called too while the caller's tenant may only be read
  public record Entry(
      Method method, String route, Set<Role> roles, Handler handler, boolean always) {
    public Entry {
      roles = Set.copyOf(roles);
    }
  }

  /// Adds a line.
  ///
  /// @param route as template.yaml has it, such as `/v1/subjects/{id}`
  /// @param roles who may call it
  public Routes on(Method method, String route, Set<Role> roles, Handler handler) {
    return on(method, route, roles, handler, !method.mutates());
  }

  /// A line that stays open while the caller's tenant, whose contract ends, may only be read: a
  /// search; what protects people; and what the end itself takes.
  public Routes always(Method method, String route, Set<Role> roles, Handler handler) {
    return on(method, route, roles, handler, true);
  }

  private Routes on(Method method, String route, Set<Role> roles, Handler handler, boolean always) {
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("no role may call " + method + " " + route);
    }
    return add(new Entry(method, route, roles, handler, always));
  }

  /// A route that needs no token.
  public Routes open(Method method, String route, Handler handler) {
    return add(new Entry(method, route, Set.of(), handler, true));
  }

  /// Adds the lines of `others`, whose room knows of roles and of nothing else that binds a caller.
  ///
  /// @param guard is asked first, with the roles that may call; a refusal is thrown
  public Routes guarding(Routes others, BiConsumer<Caller, Set<Role>> guard) {
    for (var entry : others.entries()) {
      Handler guarded =
          request -> {
            var call = entry.handler().read(request);
            var caller = request.caller();
            return () -> {
              guard.accept(caller, entry.roles());
              return call.run();
            };
          };
      add(new Entry(entry.method(), entry.route(), entry.roles(), guarded, entry.always()));
    }
    return this;
  }

  private Routes add(Entry entry) {
    var methods = table.computeIfAbsent(entry.route(), _ -> new EnumMap<>(Method.class));
    if (methods.put(entry.method(), entry) != null) {
      throw new IllegalArgumentException("twice: " + entry.method() + " " + entry.route());
    }
    return this;
  }

  public List<Entry> entries() {
    var entries = new ArrayList<Entry>();
    table.values().forEach(methods -> entries.addAll(methods.values()));
    return List.copyOf(entries);
  }

  /// @throws FaultException for the first check that fails; a refusal is in the ledger by then
  Response answer(Request request) {
    var entry = find(request.route(), Optional.of(request.method()));
    if (!entry.roles().isEmpty()) {
      var caller = request.caller();
      if (caller.roles().size() > 1) {
        request.bind(bounds);
      }
    }
    var call = entry.handler().read(request);
    request.requireAllRead();
    if (request.method().mutates()) {
      request.requireHeadersInShape();
    }
    try {
      requireRole(entry, request);
      requireOpen(entry, request);
      return call.run();
    } catch (FaultException e) {
      if (entry.roles().isEmpty() && e.fault() instanceof Fault.Erased) {
        // without a token nobody is told that there was such a tenant
        throw new Fault.Absent().exception();
      }
      throw recorded(e, request);
    }
  }

  /// @throws FaultException `Absent` or `MethodNotAllowed`
  Entry find(String route, Optional<Method> method) {
    var methods = table.get(route);
    if (methods == null) {
      throw new Fault.Absent().exception();
    }
    return method
        .flatMap(m -> Optional.ofNullable(methods.get(m)))
        .orElseThrow(() ->
            new Fault.MethodNotAllowed(methods.keySet().stream().map(Method::name).toList())
                .exception());
  }

  private static void requireRole(Entry entry, Request request) {
    if (!entry.roles().isEmpty()
        && request.caller().roles().stream().noneMatch(entry.roles()::contains)) {
      throw new Fault.Refused(Refusal.ROLE).exception();
    }
  }

  private static void requireOpen(Entry entry, Request request) {
    if (!entry.always() && request.caller().frozen().isPresent()) {
      throw new Fault.Refused(Refusal.TENANT).exception();
    }
  }

  private FaultException recorded(FaultException e, Request request) {
    if (e.fault() instanceof Fault.Refused refused && e.receipt().isEmpty()) {
      return refusals
          .refused(request.caller(), request, refused.reason())
          .map(refused::recorded)
          .orElse(e);
    }
    return e;
  }
}
