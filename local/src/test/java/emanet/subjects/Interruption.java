package emanet.subjects;

import emanet.store.Item;
import emanet.store.Key;
import emanet.store.Store;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// What somebody else does, once, just before a call of the store.
final class Interruption {
  private Interruption() {}

  private interface Call {
    boolean is(String name, Object[] arguments);
  }

  /// Before anything is deleted.
  static Store beforeDeletion(Store store, Runnable work) {
    return before(
        store,
        (name, arguments) ->
            name.equals("delete")
                || (name.equals("writeAll") && !((Collection<?>) arguments[1]).isEmpty()),
        work);
  }

  /// Before an item is put.
  static Store beforePut(Store store, Key key, Runnable work) {
    return before(
        store,
        (name, arguments) -> name.equals("put") && ((Item) arguments[0]).key().equals(key),
        work);
  }

  private static Store before(Store store, Call call, Runnable work) {
    var left = new AtomicReference<>(Optional.of(work));
    InvocationHandler handler =
        (_, method, arguments) -> {
          if (call.is(method.getName(), arguments)) {
            left.getAndSet(Optional.empty()).ifPresent(Runnable::run);
          }
          try {
            return method.invoke(store, arguments);
          } catch (InvocationTargetException e) {
            throw e.getTargetException();
          }
        };
    var loader = Store.class.getClassLoader();
    return (Store) Proxy.newProxyInstance(loader, new Class<?>[] {Store.class}, handler);
  }
}
